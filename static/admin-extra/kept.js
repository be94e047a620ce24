/* On every page of the admin: forgets the unsaved work that this browser keeps once it is saved or its owner signs out.
   The keeping itself is in entry/drafts.js. */
"use strict";
{
  const PREFIX = "entry:";
  const COOKIE = "entry_saved";

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

  const forgetSaved = () => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${COOKIE}=`));
    if (!found) return;
    const name = found.slice(COOKIE.length + 1);
    for (const key of keys()) {
      if (key.endsWith(`:${name}`)) localStorage.removeItem(key);
    }
    document.cookie = `${COOKIE}=; Path=/admin/; Max-Age=0; SameSite=Strict`;
  };

  try {
    forgetSaved();
    document.addEventListener("submit", (event) => {
      if (event.target.id === "logout-form") keys().forEach((key) => localStorage.removeItem(key));
    });
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
