/* Typed dates: how they are understood stands below them; a range that is typed as the start fills the end. */
import { ask, calmly } from "./page.js";

const understand = async (field) => {
  const told = document.getElementById(`${field.id}_understood`);
  const typed = field.value.trim();
  if (!typed) {
    told.textContent = "";
    told.classList.remove("problem");
    fillEnd(field, "");
    return;
  }
  const question = new URLSearchParams({ text: typed });
  if (!field.dataset.until) question.set("single", "");
  const answer = await ask(`${field.dataset.typedDate}?${question}`);
  if (!answer || field.value.trim() !== typed) return;
  told.textContent = answer.words ?? answer.problem;
  told.classList.toggle("problem", "problem" in answer);
  fillEnd(field, answer.end ?? "");
};

/** The end follows the start as long as nobody has typed another one. */
const fillEnd = (start, end) => {
  const field = start.dataset.until && document.getElementById(`id_${start.dataset.until}`);
  if (!field || (field.value && field.value !== field.dataset.filled)) return;
  if (field.value === end) return;
  field.value = end;
  field.dataset.filled = end;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

export const startDates = (form) => {
  const waiting = calmly(150, understand);
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".typed-date")) waiting(event.target);
  });
};
