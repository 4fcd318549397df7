"use strict";
(() => {
	const form = document.getElementById("filters");
	if (!form)
		return;
	const articles = [...document.querySelectorAll(".article")].map((node) => ({
		node,
		file: node.querySelector(".file").textContent.toLowerCase(),
		places: null,
	}));
	const none = document.getElementById("none");
	form.hidden = false;
	document.getElementById("keys").hidden = false;

	/* A large report has thousands of places: they are looked up once. */
	const placesOf = (article) => {
		if (!article.places)
			article.places = [...article.node.querySelectorAll(".place")].map((node) => ({
				node,
				findings: [...node.querySelectorAll(".finding")],
			}));
		return article.places;
	};

	const filter = () => {
		const data = new FormData(form);
		const severities = new Set(data.getAll("severity"));
		const rule = data.get("rule");
		const file = data.get("article").toLowerCase();
		let shown = 0;
		for (const article of articles) {
			let inArticle = 0;
			if (article.file.includes(file))
				for (const place of placesOf(article)) {
					let inPlace = 0;
					for (const finding of place.findings) {
						const fits = severities.has(finding.dataset.severity) &&
							(!rule || finding.dataset.rule === rule);
						finding.hidden = !fits;
						inPlace += fits;
					}
					place.node.hidden = !inPlace;
					inArticle += inPlace;
				}
			article.node.hidden = !inArticle;
			shown += inArticle;
		}
		none.hidden = shown > 0;
	};
	form.addEventListener("input", filter);
	form.addEventListener("submit", (event) => event.preventDefault());

	const focusPlace = (place) => {
		place.closest("details").open = true;
		place.tabIndex = -1;
		place.focus({ preventScroll: true });
		place.scrollIntoView({ block: "nearest" });
	};

	const move = (selector, step, go) => {
		const all = [...document.querySelectorAll(selector)];
		const here = document.activeElement.closest(selector);
		const from = here ? all.indexOf(here) : step > 0 ? -1 : all.length;
		const next = all[from + step];
		if (next)
			go(next);
	};

	const focusSummary = (details) => {
		details.querySelector("summary").focus();
		details.scrollIntoView({ block: "nearest" });
	};

	const shownPlaces = ".article:not([hidden]) .place:not([hidden])";
	const keys = {
		j: () => move(shownPlaces, 1, focusPlace),
		k: () => move(shownPlaces, -1, focusPlace),
		n: () => move(".article:not([hidden])", 1, focusSummary),
		p: () => move(".article:not([hidden])", -1, focusSummary),
		"/": () => form.elements.article.focus(),
	};
	document.addEventListener("keydown", (event) => {
		const isTyping = event.target.closest("input[type=search], select");
		if (event.key === "Escape" && isTyping)
			event.target.blur();
		if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key])
			return;
		event.preventDefault();
		keys[event.key]();
	});
})();
