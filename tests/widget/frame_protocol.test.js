// The frame's side of the messages, as far as it touches no page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { isAllowed, paced, readMessage } from "../../app/widget/frame_protocol.js";

const message = (type, payload, more = {}) => ({ ns: "tilda", v: 1, type, payload, ...more });

test("a request that is fit is read", () => {
  assert.deepEqual(readMessage(message("open")), { type: "open", value: "" });
  assert.deepEqual(readMessage(message("theme", { scheme: "dark" })), { type: "theme", value: "dark" });
  assert.deepEqual(readMessage(message("lang", { lang: "no" })), { type: "lang", value: "nb" });
  assert.deepEqual(readMessage(message("auth", { token: "a.b.c" })), { type: "auth", value: "a.b.c" });
  assert.deepEqual(readMessage(message("prefill", { text: "x".repeat(500) })).value.length, 500);
});

test("anything else is none of ours", () => {
  const others = [
    undefined, null, 5, "open", [], {}, message("close"), message("constructor"), message("__proto__"), message(["open"]),
    message("open", {}, { ns: "other" }), message("open", {}, { v: 2 }), message("open", {}, { v: 0.5 }),
    message("open", {}, { v: "1" }), message("theme"), message("theme", null), message("theme", "dark"),
    message("theme", { scheme: "toString" }), message("lang", { lang: "da" }), message("prefill", { text: 5 }),
    message("prefill", { text: "x".repeat(501) }), message("auth", { token: "x".repeat(8193) }),
  ];

  for (const other of others) assert.equal(readMessage(other), null, JSON.stringify(other));
});

test("a source of frame-ancestors allows what a browser would allow to frame us", () => {
  assert.ok(isAllowed("https://a.se", ["https://b.se", "https://a.se"]));
  assert.ok(isAllowed("https://a.se", ["http://a.se"]));
  assert.ok(isAllowed("https://x.y.a.se:8443", ["https://*.a.se:8443"]));
  for (const origin of ["http://a.se", "https://a.se:8443", "https://xa.se", "https://a.se.x.se", "null", ""])
    assert.ok(!isAllowed(origin, ["https://a.se", "https://*.a.se"]), origin);
});

test("of many values the first and the newest are passed on, never more than one an interval", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const passed = [];
  const pass = paced((value) => passed.push(value), 100);

  for (let n = 0; n < 10_000; n += 1) pass(n);
  assert.deepEqual(passed, [0]);
  t.mock.timers.tick(100);
  assert.deepEqual(passed, [0, 9999]);
  t.mock.timers.tick(1000);
  assert.deepEqual(passed, [0, 9999]);
  pass("later");
  assert.deepEqual(passed, [0, 9999, "later"]);
});
