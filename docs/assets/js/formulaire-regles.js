// @ts-check
/*
 * The form, second part: what a record may be blamed for. The port of the models’ limits and of check/rules.py: each rule gives
 * { loc, message }, and `late` when only the whole record tells. Data are texts, lists, blocks, and true for « oui ».
 */
(() => {
  "use strict";

  /** @type {Formulaire["regles"]} */
  function regles(model, textes) {
    const { analysis, empty, say, shortened, signs } = textes;

    /** @typedef {{ entry: Entry, value: string, loc: Loc }} Placed */

    /**
     * Every value of a record with its entry: blocks and lists are walked through.
     * @param {Entry[]} entries @param {Values} data @param {Loc} loc @returns {Generator<Placed>}
     */
    function* values(entries, data, loc = []) {
      for (const entry of entries) {
        const value = data?.[entry.key];
        if (empty(value)) continue;
        const items = entry.many ? /** @type {unknown[]} */ (value) : [value];
        for (const [index, item] of items.entries()) {
          const place = [...loc, entry.key, ...(entry.many ? [index] : [])];
          if (entry.genre === "block") yield* values(entry.keys, /** @type {Values} */ (item), place);
          else yield { entry, value: /** @type {string} */ (item), loc: place };
        }
      }
    }

    /**
     * First: the shape of each value, as the models tell it.
     * @param {Entry} entry @param {string} value
     */
    function shapeOf(entry, value) {
      const number = Number(value);
      const [least, most] = entry.bounds;
      const facts = { input: shortened(value), slug: "", ge: least, le: most };
      if (entry.genre === "yes") return [];
      if (entry.genre === "number" || entry.genre === "integer") {
        const shape = entry.genre === "number" ? /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i : /^[-+]?\d+$/;
        if (!shape.test(value)) return [say(entry.genre === "number" ? "float_parsing" : "int_parsing", facts)];
        if (least !== null && number < least) return [say("greater_than_equal", facts)];
        return most !== null && number > most ? [say("less_than_equal", facts)] : [];
      }
      if (entry.genre !== "body" && entry.most && signs(value) > entry.most) {
        return [say("string_too_long", { length: signs(value), max_length: entry.most })];
      }
      if (entry.genre === "line" && value.includes("\n")) return [say("une_ligne_attendue", { lines: value.split("\n").length })];
      if (entry.pattern && !new RegExp(`^(?:${entry.pattern})$`).test(value)) {
        const slug = textes.slug(value);
        return [say(entry.error, { ...facts, slug: slug && say("example_of_slug", { slug }) })];
      }
      return [];
    }

    /** @param {Entry[]} entries @param {Values} data @param {Loc} loc @returns {Generator<Problem>} */
    function* shapes(entries, data, loc = []) {
      for (const entry of entries) {
        const value = data?.[entry.key];
        const place = [...loc, entry.key];
        if (empty(value)) {
          if (entry.required && entry.genre !== "body") yield { loc: place, message: say("missing"), missing: true };
        } else if (entry.many) {
          const items = /** @type {unknown[]} */ (value);
          for (const [index, item] of items.entries()) yield* shapesOfItem(entry, item, [...place, index]);
          const [least, most] = entry.many;
          const facts = { actual_length: items.length, min_length: least, max_length: most };
          if (items.length < least) yield { loc: place, message: say("too_short", facts) };
          if (most !== null && items.length > most) yield { loc: place, message: say("too_long", facts) };
        } else {
          yield* shapesOfItem(entry, value, place);
        }
      }
    }

    /* The right point when each number stands in the place of the other, with or without the sign of the longitude. */
    /** @param {Entry} entry @param {Values} point */
    function invertedPoint({ keys }, { lat, lon }) {
      const [[south, north], [west, east]] = keys.map(({ bounds }) => bounds.map(Number));
      /** @param {number} y @param {number} x */
      const isPoint = (y, x) => y >= south && y <= north && x >= west && x <= east;
      const right = isPoint(Number(lat), -Math.abs(Number(lon)));
      const inverted = !right && isPoint(Number(lon), -Math.abs(Number(lat)));
      return inverted && { lat: String(lon), lon: `-${String(lat).replace(/^-+/, "")}` };
    }

    /** @param {Entry} entry @param {unknown} value @param {Loc} loc @returns {Generator<Problem>} */
    function* shapesOfItem(entry, value, loc) {
      const inverted = entry.key === "coordonnees" && invertedPoint(entry, /** @type {Values} */ (value));
      if (inverted) yield { loc, message: say("coordonnees_inversees", inverted) };
      else if (entry.genre === "block") yield* shapes(entry.keys, /** @type {Values} */ (value), loc);
      else if (empty(value)) yield { loc, message: say("missing"), missing: true };
      else for (const message of shapeOf(entry, /** @type {string} */ (value))) yield { loc, message };
    }

    /* Then the rules, each named as in check/rules.py (and, for what they say of a text, as in prose.py). */

    /** @param {Values} data */
    const prose = (data) => [...values(model.entries, data)].filter(({ entry }) => entry.genre === "prose" || entry.genre === "body");
    /** @param {Values} data */
    const lines = (data) => [...values(model.entries, data)].filter(({ entry }) => entry.genre === "line");
    /** @param {Values} data */
    const moments = (data) => [...values(model.entries, data)].filter(({ entry }) => entry.moment);
    /** @param {string[]} found @param {Loc} loc */
    const messages = (found, loc) => found.map((message) => ({ loc, message }));
    /** @param {RecordValues} data */
    const isTestimony = ({ forme }) => forme === "texte";
    /** @param {string} moment */
    const inCalendar = (moment) => {
      const [year, month = 1, day = 1] = moment.split("-").map(Number);
      const date = new Date(Date.UTC(2000, month - 1, day));
      date.setUTCFullYear(year, month - 1, day);
      return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    };

    /** @param {Values} data */
    function cited(data) {
      const listed = [...values(model.entries, data)].filter(({ entry }) => entry.genre === "source");
      return [
        ...listed.map(({ value, loc }) => ({ id: value, loc })),
        ...prose(data).flatMap(({ value, loc }) => textes.citations(value).map((id) => ({ id, loc }))),
      ];
    }

    /** @type {Regles["rules"]} */
    const RULES = {
      dates_in_the_future(data, today) {
        return moments(data).filter(({ value }) => value > today.slice(0, value.length))
          .map(({ value, loc }) => ({ loc, message: say("future", { moment: value }) }));
      },
      impossible_dates(data) {
        return moments(data).filter(({ value }) => !inCalendar(value))
          .map(({ value, loc }) => ({ loc, message: say("calendar", { moment: value }) }));
      },
      endless_numbers(data) {
        /** @param {number} size */
        const endless = (size) => size !== 0 && !(size >= 1e-6 && size < 1e15);
        return [...(data.chiffres ?? []).entries()].filter(([, { valeur }]) => valeur && endless(Math.abs(Number(valeur))))
          .map(([index]) => ({ loc: ["chiffres", index, "valeur"], message: say("endless") }));
      },
      start_after_end(data) {
        const { debut, fin } = data;
        const late = debut && fin && debut.slice(0, fin.length) > fin.slice(0, debut.length);
        const periods = [...(data.chiffres ?? []).entries()].flatMap(([index, { annee }]) => {
          const [first, last] = (annee ?? "").split("-");
          return last && last < first ? [{ loc: ["chiffres", index, "annee"], message: say("period", { annee }) }] : [];
        });
        return [...(late ? [{ loc: ["fin"], message: say("end_first", { debut, fin }) }] : []), ...periods];
      },
      duplicate_sources(data) {
        const ids = (data.sources ?? []).map(({ id }) => id);
        return ids.flatMap((id, index) => {
          const loc = ["sources", index, "id"];
          return [
            ...(id === analysis ? [{ loc, message: say("reserved", { source: analysis }) }] : []),
            ...(id && ids.indexOf(id) < index ? [{ loc, message: say("twice", { source: shortened(id) }) }] : []),
          ];
        });
      },
      missing_sources(data) {
        const known = new Set([...(data.sources ?? []).map(({ id }) => id), analysis]);
        return cited(data).filter(({ id }) => !known.has(id)).flatMap(({ id, loc }) => {
          if (known.has(id)) return [];
          const message = say("missing_source", { source: shortened(id), suggestion: textes.suggestion(id, [...known].map((name) => name ?? "").filter(Boolean)) });
          known.add(id);
          return [{ loc, message }];
        });
      },
      malformed_citations(data) {
        return [
          ...prose(data).flatMap(({ value, loc }) => messages(textes.malformed_citations(value), loc)),
          ...lines(data).flatMap(({ value, loc }) => messages(textes.citations(value).map(() => say("citation_in_line")), loc)),
        ];
      },
      unused_sources(data) {
        const used = new Set([...cited(data).map(({ id }) => id), ...prose(data).flatMap(({ value }) => textes.named(value))]);
        return [...(data.sources ?? []).entries()].filter(([, { id }]) => id && !used.has(id))
          .map(([index, { id = "" }]) => ({ loc: ["sources", index, "id"], message: say("unused_source", { source: shortened(id) }), late: true }));
      },
      claims_without_source(data) {
        /** @param {Placed} text */
        const claims = ({ entry }) => entry.cited || (entry.genre === "body" && !isTestimony(data));
        return prose(data).filter(claims).flatMap(({ value, loc }) => messages(textes.unsourced_paragraphs(value), loc));
      },
      conditions_without_source(data) {
        return [...(data.transfert?.conditions ?? []).entries()].filter(([, { sources, analyse }]) => empty(sources) && empty(analyse))
          .map(([index]) => ({ loc: ["transfert", "conditions", index], message: say("condition") }));
      },
      no_local_actor({ transfert }) {
        if (!transfert || empty(transfert.acteurs) !== empty(transfert.aucun_acteur)) return [];
        return [{ loc: ["transfert", "acteurs"], message: say(empty(transfert.acteurs) ? "no_actor" : "actor_and_none") }];
      },
      no_independent_source({ a_verifier, sources }) {
        const alone = model.kind === "initiative" && empty(a_verifier) && (sources ?? []).every(({ type }) => type === "organisme");
        return alone ? [{ loc: ["sources"], message: say("independent"), late: true }] : [];
      },
      report_without_consent(data) {
        return isTestimony(data) && empty(data.consentement) ? [{ loc: ["consentement"], message: say("consent"), late: true }] : [];
      },
      publication_without_address(data) {
        return model.kind === "recit" && data.forme && !isTestimony(data) && empty(data.url)
          ? [{ loc: ["url"], message: say("address") }] : [];
      },
      record_without_body(data) {
        const body = model.entries.find(({ genre }) => genre === "body");
        return body && empty(data[body.key]) ? [{ loc: [body.key], message: say("no_body"), missing: true }] : [];
      },
      body_too_long(data) {
        return prose(data).filter(({ entry, value }) => entry.genre === "body" && signs(value) > (entry.most ?? Infinity))
          .map(({ entry, value, loc }) => ({ loc, message: say("long_body", { length: signs(value), most: entry.most }) }));
      },
      forbidden_markup(data) {
        return prose(data).flatMap(({ value, loc }) => messages(textes.forbidden_markup(value), loc));
      },
      headings_out_of_place(data) {
        return prose(data).flatMap(({ entry, value, loc }) => messages(textes.headings(value, entry.genre === "body" ? 2 : 7), loc));
      },
      personal_data(data) {
        return [...prose(data), ...lines(data)].flatMap(({ value, loc }) => messages(textes.personal_data(value), loc));
      },
      hard_to_read(data) {
        return prose(data).filter(({ entry }) => entry.plain).flatMap(({ value, loc }) => messages(textes.hard_to_read(value), loc));
      },
    };

    /** @type {Regles["problems"]} */
    function problems(data, today) {
      const found = [...shapes(model.entries, data)];
      const wrong = new Set(found.map(({ loc }) => loc.join(".")));
      const ruled = Object.values(RULES).flatMap((rule) => rule(data, today));
      return [...found, ...ruled.filter(({ loc }) => !wrong.has(loc.join(".")))];
    }

    /**
     * As the checker answers: the rules speak only of what has the right shape everywhere.
     * @type {Regles["answer"]}
     */
    function answer(data, today) {
      const found = [...shapes(model.entries, data)];
      return found.length ? found : Object.values(RULES).flatMap((rule) => rule(data, today));
    }

    /* The traits of twins.py: what a copy of a record would share. */

    /** @param {string} url */
    const folded = (url) => textes.slug(url).replace(/^https?-(www-)?/, "");

    /** @param {RecordValues} data */
    function* traits(data) {
      const [{ key }] = model.entries;
      if (data[key]) yield `${key} ${textes.slug(String(data[key]))}`;
      if (data[model.address]) yield `${model.address} ${folded(String(data[model.address]))}`;
      const urls = (data.sources ?? []).map(({ url = "" }) => url).filter(Boolean).map(folded);
      const sources = [...new Set(urls)].sort();
      if (sources.length > 1 && model.kind !== "terme") yield `sources ${textes.crc(sources.join(" "))}`;
    }

    /**
     * The record that `data` may be a copy of.
     * @param {Values} data
     */
    const twin = (data) => [...traits(data)].map((trait) => model.traits[trait]).find(Boolean);

    return { answer, problems, rules: RULES, traits, twin };
  }

  window.traversees.formulaire.regles = regles;
})();
