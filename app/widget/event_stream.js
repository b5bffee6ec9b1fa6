// Server-sent events from a fetch response, which unlike EventSource can be a POST and never reconnects.

export async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    waiting = (waiting + value).replaceAll("\r\n", "\n");
    const complete = waiting.split("\n\n");
    waiting = complete.pop();
    for (const text of complete) {
      const event = parseEvent(text);
      if (event) yield event;
    }
  }
}

function parseEvent(text) {
  let name = "message";
  const lines = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) lines.push(line.slice(5).replace(/^ /, ""));
  }
  return lines.length ? { name, content: JSON.parse(lines.join("\n")) } : null;
}
