// Sends the question without leaving the page and adds the answer to the conversation. The server makes one page for
// everybody; this script takes the newest turn out of it, so that nothing is worded or drawn twice.
(() => {
  "use strict";
  const form = document.getElementById("question");
  const conversation = document.getElementById("conversation");
  const field = document.getElementById("message");
  const token = document.getElementById("conversation-token");
  const notice = document.getElementById("notice");
  if (!form || !conversation || !window.fetch || !window.DOMParser) return;

  let waiting = false;

  const wait = (on) => {
    waiting = on;
    conversation.setAttribute("aria-busy", String(on));
    form.querySelector("button[type=submit]").disabled = on;
  };

  const show = (page) => {
    const latest = page.getElementById("latest");
    token.value = page.getElementById("conversation-token").value;
    field.value = page.getElementById("message").value;
    notice.replaceChildren(...page.getElementById("notice").childNodes);
    if (!latest || notice.childNodes.length) {
      notice.querySelector("#latest")?.removeAttribute("id");
      field.focus();
      return;
    }
    document.getElementById("latest")?.removeAttribute("id");
    document.getElementById("first-topics")?.remove();
    const turn = document.importNode(latest, true);
    conversation.append(turn);
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    turn.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    field.focus({ preventScroll: true });
  };

  const failed = () => { notice.textContent = conversation.dataset.failed; };

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    // A change of language is a new page; anything but our own form goes its usual way.
    if (button && button.hasAttribute("formaction")) return;
    event.preventDefault();
    if (waiting) return;
    const data = new FormData(form);
    if (button && button.name) data.set(button.name, button.value);
    wait(true);
    try {
      const response = await fetch(form.action.split("#")[0], { method: "POST", body: new URLSearchParams(data) });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      // Another page than the chat (an expired form, an error) brings its own words.
      if (page.getElementById("conversation-token")) show(page); else failed();
    } catch {
      failed();
    } finally {
      wait(false);
    }
  });

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
})();
