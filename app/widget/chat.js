// The page's conversation with JavaScript: asks the API and shows the answer as it arrives.
// Without this script the same form posts to the server and the page comes back whole.

import { Announcer } from "./announcer.js";
import { AnswerView, questionView } from "./answer_view.js";
import { element } from "./elements.js";
import { readEvents } from "./event_stream.js";
import { connectToHost } from "./frame_protocol.js";
import { count, say } from "./wording.js";

const FIRST_NOTICE = 1500;
const FURTHER_NOTICES = 15000;
const LONGEST_READOUT = 300;
const MAX_TURNS = 20;
const MAX_TURN_LENGTH = 4000;

const find = (id) => document.getElementById(id);
const transcript = find("transcript");
const composer = find("composer");
const textarea = find("question");
const send = find("send");
const stop = find("stop");
const fault = find("fault");
const announcer = new Announcer();
const config = JSON.parse(find("config").textContent);

const host = connectToHost({
  allowed: [...config.allowed_origins, location.origin],
  mode: config.mode,
  lang: document.documentElement.lang,
  handlers: {
    open: () => textarea.focus(),
    theme: (scheme) => { document.documentElement.dataset.theme = scheme; },
    prefill: (text) => { textarea.value = text; },
  },
});

let turns = earlierTurns();
let asking = null;

function earlierTurns() {
  const values = (name) => [...composer.querySelectorAll(`input[name=${name}]`)].map((input) => input.value);
  const answers = values("earlier_answer");
  return values("earlier_question").map((question, index) => ({ question, answer: answers[index] }));
}

async function ask(question, fromComposer) {
  if (asking) return;
  if (!question.trim()) return showFault(say("err_empty"));
  clearFault();
  if (!turns.length) host.conversation();
  find("intro")?.remove();
  find("new-chat").hidden = false;
  transcript.querySelectorAll(".error-card").forEach((card) => card.remove());
  if (fromComposer) textarea.value = "";

  const n = transcript.querySelectorAll(".question").length + 1;
  const shown = questionView(n, question);
  const view = new AnswerView(n, question);
  transcript.append(shown, view.article);
  shown.scrollIntoView({ block: "start" });

  asking = new AbortController();
  setBusy(true);
  const notices = announceWaiting(view);
  try {
    await receive(question, view);
  } catch (error) {
    if (asking.signal.aborted) stopped(view);
    else failed(question, shown, view, error);
  } finally {
    notices.forEach(clearTimeout);
    asking = null;
    setBusy(false);
  }
}

async function receive(question, view) {
  const response = await fetch("/api/v1/answers", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "text/event-stream",
      "Accept-Language": document.documentElement.lang,
    },
    body: JSON.stringify({ question, history: turns.slice(-MAX_TURNS) }),
    signal: asking.signal,
  });
  if (!response.ok) throw new Told(await response.json());
  for await (const { name, content } of readEvents(response.body)) {
    if (name === "error") throw new Told(content);
    if (name === "meta") view.begin(content);
    if (name === "citation") view.cite(content);
    if (name === "block" || name === "notice") view.add(content);
    if (name === "done") return finished(question, view, content);
  }
  throw new Broken();
}

class Told extends Error {
  constructor(problem) {
    super(problem.detail);
  }
}

class Broken extends Error {}

function finished(question, view, rest) {
  host.answered();
  view.finish(rest);
  const answer = rest.spoken.slice(0, MAX_TURN_LENGTH);
  turns = [...turns, { question: question.slice(0, MAX_TURN_LENGTH), answer }].slice(-MAX_TURNS);
  find("to-latest").hidden = false;
  const sources = view.sourceCount ? ` ${count("sources", view.sourceCount)}.` : "";
  announcer.status(rest.spoken.length <= LONGEST_READOUT
    ? `${rest.spoken}${sources}`
    : `${say("done")} ${firstSentence(rest.spoken)}${sources}`);
}

function firstSentence(text) {
  return text.slice(0, LONGEST_READOUT).split(/(?<=[.!?:])\s/)[0];
}

function stopped(view) {
  view.stop();
  announcer.status(say("stopped"));
  textarea.focus();
}

function failed(question, shown, view, error) {
  const text = explain(error);
  if (!view.hasText) {
    view.article.remove();
    shown.remove();
  } else {
    view.article.removeAttribute("aria-busy");
  }
  if (!textarea.value) textarea.value = question;
  const retry = element("button", { class: "button", type: "button" }, say("retry"));
  retry.addEventListener("click", () => {
    const again = textarea.value || question;
    textarea.focus();
    ask(again, true);
  });
  transcript.append(element("div", { class: "error-card" }, element("p", {}, text), retry));
  announcer.alert(text);
}

function explain(error) {
  if (error instanceof Told) return error.message;
  if (!navigator.onLine) return say("err_offline");
  return say(error instanceof Broken || error instanceof TypeError ? "err_broken" : "err_server");
}

function announceWaiting(view) {
  const first = setTimeout(() => { if (!view.hasText) announcer.status(say("searching")); }, FIRST_NOTICE);
  const further = setInterval(() => announcer.status(say("still")), FURTHER_NOTICES);
  return [first, further];
}

function setBusy(isBusy) {
  // Not the attribute `disabled`, which would take the focus away.
  send.setAttribute("aria-disabled", String(isBusy));
  stop.hidden = !isBusy;
}

function showFault(text) {
  fault.textContent = text;
  fault.hidden = false;
  textarea.setAttribute("aria-invalid", "true");
  textarea.setAttribute("aria-describedby", "fault hint");
  textarea.focus();
}

function clearFault() {
  fault.hidden = true;
  textarea.removeAttribute("aria-invalid");
  textarea.setAttribute("aria-describedby", "hint");
}

function openPassage(chip) {
  const passage = document.getElementById(chip.hash.slice(1));
  if (!passage) return;
  for (let box = passage.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  passage.scrollIntoView({ block: "nearest" });
  passage.focus();
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target === composer) return ask(textarea.value, true);
  return ask(event.target.querySelector("button").value, false);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) host.close();
});

textarea.addEventListener("keydown", (event) => {
  const isPlainEnter = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!isPlainEnter) return;
  event.preventDefault();
  composer.requestSubmit();
});

stop.addEventListener("click", () => asking?.abort());

find("to-latest").addEventListener("click", () => {
  const headings = transcript.querySelectorAll(".answer > h3");
  headings[headings.length - 1]?.focus();
});

transcript.addEventListener("click", (event) => {
  const chip = event.target.closest(".chip");
  if (!chip) return;
  event.preventDefault();
  openPassage(chip);
});
