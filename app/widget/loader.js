// Puts the chat's launcher on a page of another site. Served at /widget/v1/tilda.js.
