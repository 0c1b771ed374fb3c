// What a reader says of an answer: a verdict, words where there are some, the question only with consent.
import { audience, base, el, labels } from "./dom.js";
import { request } from "./stream.js";

const VERDICTS = ["right", "wrong", "outdated", "unclear"];
const LONGEST = 2000;
let made = 0;

/** The form under an answer; `numberOf(answer)` tells its turn in the conversation, 0 where there is none. */
export function feedback(answer, numberOf) {
  const nth = ++made;
  const say = labels(answer.language);
  const choices = VERDICTS.map((value) => el("label", { class: "verdict-choice" }, el("input", { type: "radio", name: `verdict-${nth}`, value, required: true }), el("span", {}, say.verdicts[value])));
  const more = details(answer, nth, say.feedback);
  const error = el("p", { class: "feedback__error", role: "alert" });
  const form = el("form", { class: "feedback" }, el("fieldset", {}, el("legend", { class: "small" }, say.feedback.asked), ...choices), more, error);
  form.addEventListener("change", () => reveal(more));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    error.textContent = "";
    give(form, answer, nth, numberOf).catch((problem) => (error.textContent = `${problem.message} ${problem.hint ?? ""}`));
  });
  return form;
}

function reveal(more) {
  if (!more.hidden) return;
  more.hidden = false;
  more.scrollIntoView({ block: "nearest" });
}

/** The rest of the form, shown once a verdict was chosen. */
function details(answer, nth, say) {
  const words = el("textarea", { id: `words-${nth}`, rows: "2", maxlength: LONGEST, class: "feedback__words" });
  const hasName = Boolean(answer.id || answer.conversation);
  const consent = el("input", { type: "checkbox", required: !hasName });
  return el(
    "div",
    { class: "feedback__more", hidden: true },
    el("label", { for: `words-${nth}`, class: "small" }, say.words),
    words,
    el("label", { class: "consent" }, consent, el("span", {}, hasName ? say.consent : say.consent_needed)),
    el("button", { type: "submit", class: "button button--quiet" }, say.send),
  );
}

/** Once at a time; the button stays enabled, since one that is not would lose the focus. */
async function give(form, answer, nth, numberOf) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    const said = await opinion(form, answer, nth, numberOf);
    await request(`${base}/v1/feedback`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said) });
    thank(form, labels(answer.language).feedback.thanks);
  } finally {
    form.ariaBusy = "false";
  }
}

/** As the API takes it. Its turn says which answer is meant and can be taken back; else its id does. */
async function opinion(form, answer, nth, numberOf) {
  const turn = await numberOf(answer);
  const keeps = form.querySelector("[type=checkbox]").checked;
  const which = turn ? { conversation: answer.conversation, turn } : { answer_id: answer.id, question: keeps ? answer.question.slice(0, LONGEST) : "" };
  return {
    verdict: form.elements[`verdict-${nth}`].value,
    words: form.querySelector("textarea").value,
    keep_question: keeps,
    audience: answer.audience ?? audience(),
    ...which,
  };
}

function thank(form, text) {
  const thanks = el("p", { class: "feedback__thanks", role: "status", tabindex: "-1" }, text);
  form.replaceWith(thanks);
  thanks.focus();
}
