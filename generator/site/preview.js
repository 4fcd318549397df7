"use strict";
/* What `taiyaku serve` adds to each page: waits for news of the site, reloads the page
   when it is another, and says so when the last change was not published. A page that
   nobody looks at does not ask: a browser keeps few connections to one server. */
(() => {
	const site = new URL(document.currentScript.src).searchParams.get("site");
	const texts = {
		en: "The last change is not published; the terminal says why.",
		ja: "最後の変更は公開されていません。理由はターミナルに表示されています。",
	};
	const style = {
		position: "fixed", bottom: "0", left: "0", right: "0", zIndex: "2147483647",
		padding: "0.5rem 1rem", font: "1rem/1.5 system-ui, sans-serif", textAlign: "center",
		color: "#fff", background: "#9b1c1c",
	};
	let note = null;
	let turn = "";
	let asking = null;
	let isFollowing = false;

	const show = (failed) => {
		if (failed === Boolean(note))
			return;
		note?.remove();
		note = null;
		if (!failed)
			return;
		note = document.createElement("div");
		note.setAttribute("role", "status");
		note.className = "taiyaku-preview-note";
		Object.assign(note.style, style);
		const lang = document.documentElement.lang === "ja" ? "ja" : "en";
		note.lang = lang;
		note.textContent = texts[lang];
		document.body.append(note);
	};

	/* Whether the site is another. The answer comes at once when the turn is, else when
	   something happens. */
	const ask = async () => {
		asking = new AbortController();
		const { signal } = asking;
		const response = await fetch(`/.taiyaku/state?turn=${turn}`, { signal });
		const news = await response.json();
		turn = news.turn;
		show(news.failed);
		return news.site !== site;
	};

	const follow = async () => {
		while (!document.hidden)
			try {
				if (await ask()) {
					location.reload();
					return;
				}
			} catch {
				/* The page was hidden, or the preview has ended and may begin again. */
				await new Promise((wake) => setTimeout(wake, 1000));
			}
		isFollowing = false;
	};

	const look = () => {
		if (document.hidden) {
			asking?.abort();
		} else if (!isFollowing) {
			isFollowing = true;
			follow();
		}
	};
	document.addEventListener("visibilitychange", look);
	look();
})();
