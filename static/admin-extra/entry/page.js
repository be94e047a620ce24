/* What the parts of the form share: its texts, questions to the server, and where the keyboard goes. */

export const entry = JSON.parse(document.getElementById("entry")?.textContent ?? "{}");

/** A text with its places filled in. */
export const text = (name, ...values) => values.reduce((words, value) => words.replace("%s", value), entry.texts[name]);

/** The answer of the server as JSON, or null when there is none: then the page says why. */
export const ask = async (address, options = {}) => {
  let response;
  try {
    response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin", ...options });
  } catch (problem) {
    if (problem.name !== "AbortError") warn("offline");
    return null;
  }
  if (response.redirected || response.status === 403) {
    warn("sessionEnded", true);
    return null;
  }
  return response.ok ? response.json() : null;
};

/** Post a form's data with the token against forgery that this browser has now. */
export const post = (address, data) => {
  const body = data instanceof FormData ? new URLSearchParams(data) : new URLSearchParams(Object.entries(data));
  return ask(address, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": forgeryToken() } });
};

export const forgeryToken = () =>
  document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length) ??
  document.querySelector("[name=csrfmiddlewaretoken]").value;

/** Tell something that lasts, above the form. */
export const warn = (name, withSignIn = false) => {
  const place = document.getElementById("kept-work");
  place.hidden = false;
  const line = element("p", { class: "kept-warning" }, text(name));
  if (withSignIn) line.append(" ", element("a", { href: entry.signIn, target: "_blank" }, text("signIn")));
  place.querySelector(".kept-warning")?.remove();
  place.append(line);
};

export const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** Wait until nothing has come for a moment. */
export const calmly = (delay, act) => {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...values), delay);
  };
};

/** Give a field the keyboard: of a choice that Select2 stands in for, its visible part. */
export const focusOn = (field) => {
  const shown = field.matches("select.select2-hidden-accessible")
    ? field.parentElement.querySelector(".select2-selection")
    : field;
  shown?.focus();
  shown?.scrollIntoView({ block: "center" });
};

export const isVisible = (field) => field.getClientRects().length > 0;

/** The first field of a part or row into which something can be typed. */
export const firstField = (part) =>
  [...part.querySelectorAll("input, select, textarea")].find(
    (field) => field.type !== "hidden" && !field.classList.contains("row-order") && !field.closest(".empty-form") &&
      (field.matches(".select2-hidden-accessible") ? isVisible(field.parentElement) : isVisible(field)),
  );

/** Choose a record in a choice, whether it was offered before or not. */
export const choose = (select, id, label) => {
  if (![...select.options].some((option) => option.value === String(id))) {
    select.append(new Option(label, id, false, true));
  }
  django.jQuery(select).val(String(id)).trigger("change");
};
