(() => {
const PATIENCE = 10000;
const OPTIONS = ["lang", "theme", "position", "label", "launcher", "base", "prefetch"];
const TEXTS = {
__proto__: null,
sv: {
launcher: "Fråga Tilda", title: "Chatt med Tilda, AI-assistent", close: "Stäng",
failed: "Chatten kunde inte laddas. Öppna den i en ny flik.",
},
nb: {
launcher: "Spør Tilda", title: "Chat med Tilda, KI-assistent", close: "Lukk",
failed: "Chatten kunne ikke lastes. Åpne den i en ny fane.",
},
nn: {
launcher: "Spør Tilda", title: "Chat med Tilda, KI-assistent", close: "Lukk",
failed: "Chatten kunne ikkje lastast. Opne han i ei ny fane.",
},
en: {
launcher: "Ask Tilda", title: "Chat with Tilda, AI assistant", close: "Close",
failed: "The chat could not be loaded. Open it in a new tab.",
},
};
const FULL = "(max-width:40em),(max-height:31.25em)";
const DARK = "--accent:#7fc8d6;--on-accent:#04232b;--surface:#152329;--text:#e7eef0";
const CSS = `
:host{all:initial;--accent:#0b5364;--on-accent:#fff;--surface:#fff;--text:#1a2a30;
--x:var(--tilda-x,1em);--y:var(--tilda-y,1em);font:medium/1.5 system-ui,sans-serif}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){${DARK}}}
:host([theme=dark]){${DARK}}
:host([hidden]),[hidden]{display:none!important}
@media print{:host{display:none!important}}
*{box-sizing:border-box}
button{font:inherit;font-weight:600;cursor:pointer;min-width:48px;min-height:48px;padding:0 1em;
border:2px solid;border-radius:24px;color:inherit;background:none}
:focus-visible{outline:3px solid var(--text);outline-offset:2px;box-shadow:0 0 0 2px var(--surface)}
#launcher,#panel{position:fixed;z-index:var(--tilda-z,2147483000);right:var(--x);bottom:var(--y)}
:host([position=left]) :is(#launcher,#panel){right:auto;left:var(--x)}
#launcher{border-color:var(--surface);
background:var(--tilda-accent,var(--accent));color:var(--tilda-on-accent,var(--on-accent))}
#launcher.plain{background:var(--accent);color:var(--on-accent)}
#panel{display:flex;flex-flow:column;width:400px;height:640px;margin-bottom:60px;
max-height:calc(100dvh - var(--y) - 76px);overflow:hidden;background:var(--surface);color:var(--text);
border:1px solid #74848a;border-radius:12px;box-shadow:0 8px 32px #0004}
iframe{flex:1;border:0}
#wait{padding:1em}
#wait:not([hidden])+iframe{visibility:hidden}
a{color:inherit}
@media ${FULL}{
#panel{inset:0!important;width:auto;height:auto;max-height:none;margin:0;border-radius:0}
#panel:not([hidden])+#launcher{visibility:hidden}
}`;
const make = (name, parent) => parent.appendChild(document.createElement(name));
const only = (options) => ({ __proto__: null, ...options });
const known = (tag) => {
const language = tag.slice(0, 2).toLowerCase();
return language === "no" ? "nb" : language in TEXTS ? language : "";
};
const luminance = (colour) => {
const part = /(\d+), (\d+), (\d+)/.exec(colour) || [];
const linear = (n) => (part[n] > 10 ? ((part[n] / 255 + 0.055) / 1.055) ** 2.4 : part[n] / 3294.6);
return 0.2126 * linear(1) + 0.7152 * linear(2) + 0.0722 * linear(3) + 0.05;
};
const contrast = (one, other) =>
Math.max(luminance(one) / luminance(other), luminance(other) / luminance(one)).toFixed(2);
const script = document.currentScript;
class TildaChat extends HTMLElement {
#root = this.attachShadow(only({ mode: "open" }));
#panel = make("div", this.#root);
#wait = make("div", this.#panel);
#failure = make("p", this.#wait);
#link = make("a", this.#failure);
#shut = make("button", this.#wait);
#launcher = make("button", this.#root);
#frame = document.createElement("iframe");
#full = matchMedia(FULL);
#watcher = new MutationObserver(() => this.#show());
#inert = new Set();
#earlier = null;
#isOpen = false;
#isReady = false;
#hasFailed = false;
#unread = 0;
#timer = 0;
#token = "";
#toldLanguage = "";
#toldTheme = "";
constructor() {
super();
const sheet = new CSSStyleSheet();
sheet.replaceSync(CSS);
this.#root.adoptedStyleSheets[0] = sheet;
this.#panel.id = this.#panel.part = "panel";
this.#panel.role = "dialog";
this.#panel.tabIndex = -1;
this.#wait.id = "wait";
this.#frame.allow = "clipboard-write";
this.#frame.referrerPolicy = "no-referrer";
this.#failure.role = "alert";
this.#link.target = "_blank";
this.#shut.onclick = () => this.close();
this.#launcher.id = this.#launcher.part = "launcher";
this.#launcher.ariaHasPopup = "dialog";
this.#launcher.setAttribute("aria-controls", "panel");
this.#launcher.onclick = () => (this.#isOpen ? this.close() : this.open());
}
connectedCallback() {
addEventListener("message", this);
addEventListener("keydown", this);
addEventListener("load", this);
this.#full.addEventListener("change", this);
this.#watcher.observe(this, only({ attributes: true }));
this.#show();
if (this.hasAttribute("prefetch")) (window.requestIdleCallback || setTimeout)(() => this.#load());
}
disconnectedCallback() {
removeEventListener("message", this);
removeEventListener("keydown", this);
removeEventListener("load", this);
this.#full.removeEventListener("change", this);
this.#watcher.disconnect();
this.#isOpen = false;
this.#unload();
this.#isolate(false);
}
handleEvent(event) {
if (event.type === "message") this.#hear(event);
else if (event.type !== "keydown") this.#show();
else if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) this.close(true);
}
open() {
if (this.#isOpen || !this.isConnected) return;
this.#earlier = document.activeElement;
this.#isOpen = true;
this.#unread = 0;
this.#load();
if (!this.#isReady) this.#timer = setTimeout(() => this.#show((this.#hasFailed = true)), PATIENCE);
this.#show();
this.#enter();
this.#tell("open");
}
close(takesFocus = this.#root.activeElement) {
if (!this.#isOpen) return;
this.#isOpen = false;
if (!this.#isReady) this.#unload();
this.#show();
if (takesFocus) (this.#launcher.hidden ? this.#earlier : this.#launcher).focus();
this.#tell("close");
}
set(options) {
if (options?.lang) this.lang = options.lang;
if (options?.theme) this.setAttribute("theme", options.theme);
}
auth(token) {
this.#token = token;
this.#send("auth", { token });
}
get #origin() {
return new URL(this.getAttribute("base") || script?.src || "", location.href).origin;
}
get #language() {
return known(this.lang) || known(document.documentElement.lang) || "sv";
}
get #theme() {
return this.getAttribute("theme") || "auto";
}
#load() {
if (this.#frame.isConnected || !this.isConnected) return;
this.#toldLanguage = this.#language;
this.#toldTheme = this.#theme;
this.#frame.src = `${this.#origin}/embed?mode=panel&lang=${this.#language}&theme=${this.#theme}&host=${location.origin}`;
this.#panel.append(this.#frame);
}
#unload() {
clearTimeout(this.#timer);
this.#frame.remove();
this.#isReady = this.#hasFailed = false;
}
#show(_) {
const language = this.#language;
const text = TEXTS[language];
this.#launcher.textContent = (this.getAttribute("label") || text.launcher) + (this.#unread ? ` (${this.#unread})` : "");
this.#launcher.hidden = this.getAttribute("launcher") === "none";
this.#launcher.ariaExpanded = this.#isOpen;
this.#launcher.lang = this.#panel.lang = language;
this.#panel.ariaLabel = this.#frame.title = text.title;
this.#panel.hidden = !this.#isOpen;
this.#wait.hidden = this.#isReady;
this.#link.textContent = this.#hasFailed ? text.failed : "";
this.#link.href = `${this.#origin}/?lang=${language}`;
this.#shut.textContent = text.close;
this.#isolate(this.#isOpen && this.#full.matches);
this.#judgeAccent();
if (!this.#isReady) return;
if (this.#toldLanguage !== language) this.#send("lang", { lang: (this.#toldLanguage = language) });
if (this.#toldTheme !== this.#theme) this.#send("theme", { scheme: (this.#toldTheme = this.#theme) });
}
#isolate(isModal) {
this.#panel.ariaModal = isModal || null;
this.#inert.forEach((other) => { other.inert = false; });
this.#inert.clear();
if (!isModal) return;
let kept = this;
for (; kept.parentElement && kept !== document.body; kept = kept.parentElement) {
for (let other = kept.parentElement.firstElementChild; other; other = other.nextElementSibling) {
if (other !== kept && !other.inert) this.#inert.add(other);
}
}
this.#inert.forEach((other) => { other.inert = true; });
if (!this.#panel.contains(this.#root.activeElement)) this.#enter();
}
#judgeAccent() {
const wasRefused = this.#launcher.className;
this.#launcher.className = "";
const { backgroundColor, color, borderTopColor } = getComputedStyle(this.#launcher);
const text = contrast(backgroundColor, color);
const edge = contrast(backgroundColor, borderTopColor);
if (text >= 4.5 && edge >= 3) return;
this.#launcher.className = "plain";
if (!wasRefused) console.warn(`--tilda-accent refused: contrast ${text} to text, not 4.5; ${edge} to border, not 3`);
}
#enter() {
(this.#isReady ? this.#frame : this.#panel).focus();
this.#send("open");
}
#hear(event) {
if (!event.source || event.source !== this.#frame.contentWindow || event.origin !== this.#origin) return;
const { ns, v, type, payload } = event.data || {};
if (ns !== "tilda" || v !== 1) return;
if (type === "ready") this.#greet();
if (type === "close") this.close(true);
if (type === "conversation" || type === "auth-needed") this.#tell(type);
if (type === "unread" && !this.#isOpen) {
this.#unread = Math.min(99, payload?.n >>> 0);
this.#show();
this.#tell(type);
}
}
#greet() {
const active = this.#root.activeElement;
clearTimeout(this.#timer);
this.#isReady = true;
this.#hasFailed = false;
this.#send("theme", { scheme: this.#theme });
if (this.#token) this.auth(this.#token);
this.#show();
if (this.#panel.contains(active)) this.#enter();
this.#tell("ready");
}
#send(type, payload) {
if (this.#isReady) this.#frame.contentWindow?.postMessage({ ns: "tilda", v: 1, type, payload }, this.#origin);
}
#tell(type) {
this.dispatchEvent(new CustomEvent(`tilda:${type}`, only({ bubbles: true, composed: true })));
}
}
const chat = () => document.querySelector("tilda-chat");
const command = (name, value) => {
if (/^(open|close|set|auth)$/.test(name)) chat()?.[name](value);
};
const followLink = (event) => {
if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
if (!event.target.closest("[data-tilda-open]") || !chat()) return;
event.preventDefault();
command("open");
};
command.q = [];
const start = () => {
if (!customElements.get("tilda-chat")) customElements.define("tilda-chat", TildaChat);
if (script && !script.hasAttribute("data-manual") && !chat()) {
const made = document.createElement("tilda-chat");
for (let n = 0; n < OPTIONS.length; n += 1) {
const value = script.getAttribute(`data-${OPTIONS[n]}`);
if (value !== null) made.setAttribute(OPTIONS[n], value);
}
document.body.append(made);
}
const queue = (window).Tilda?.q || [];
(window).Tilda = command;
for (let n = 0; n < queue.length; n += 1) command(queue[n][0], queue[n][1]);
addEventListener("click", followLink);
};
if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
else start();
})();
