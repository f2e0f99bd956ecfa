//! Forged questions of several places and of siblings, forged weights on sets of siblings, forged quotients of sums of rows.

use placewell::domain::CERTIFICATE_QUOTIENTS;
use serde_json::{Value, json};

use super::{Files, Forgery, UNIT};

/// Questions of several places and of two siblings, put above what the file says of Dan.
pub(super) fn of_questions(good: &Files) -> Vec<Forgery> {
    let above = |kind: &'static str, mut split: Value| {
        good.with(|file| {
            let below = file["certificates"][4]["proof"].clone();
            split["yes"] = json!({"multipliers": below["cases"]["inside"]["multipliers"]});
            split["no"] = split["yes"].clone();
            file["certificates"][4]["proof"] = json!({ kind: split });
        })
    };
    let lives = |child: &str, places: &[&str]| above("lives", json!({"child": child, "places": places}));
    let together = |one: &str, other: &str| above("together", json!({"one": one, "other": other}));
    let twice = |kind: &'static str, split: Value, side: &'static str| {
        let mut files = above(kind, split.clone());
        let proof = &mut files.certificate["certificates"][4]["proof"][kind];
        let mut again = split;
        (again["yes"], again["no"]) = (proof["yes"].clone(), proof["no"].clone());
        proof[side] = json!({ kind: again });
        files
    };
    let without = |kind: &'static str, split: Value, side: &str| {
        let mut files = above(kind, split);
        files.certificate["certificates"][4]["proof"][kind].as_object_mut().expect("an object").remove(side);
        files
    };
    let homes = || json!({"child": "Dan", "places": ["H1", "H2"]});
    let siblings = || json!({"one": "Ann", "other": "Bob"});
    let found = |what: &str, files: Files, id: &'static str| (what.to_owned(), files, vec![id]);
    let (case, unknown, unreadable) = ("certificate-case", "certificate-unknown", "certificate-unreadable");
    vec![
        found("in no place", lives("Dan", &[]), case),
        found("in one place twice", lives("Dan", &["H1", "H2", "H1"]), case),
        found("one place not open", lives("Dan", &["H1", "HClosed"]), case),
        found("one place unknown", lives("Dan", &["H1", "H9"]), unknown),
        found("unknown child in places", lives("Tom", &["H1", "H2"]), unknown),
        found("in places said already", twice("lives", homes(), "yes"), case),
        found("in places said not", twice("lives", homes(), "no"), case),
        found("in places only", without("lives", homes(), "no"), case),
        found("not in places only", without("lives", homes(), "yes"), case),
        found("with itself", together("Ann", "Ann"), case),
        found("with no sibling", together("Ann", "Dan"), case),
        found("with one who stays", together("Pia", "Stan"), case),
        found("with somebody unknown", together("Ann", "Tom"), unknown),
        found("somebody unknown with one", together("Tom", "Ann"), unknown),
        found("together said already", twice("together", siblings(), "yes"), case),
        found("apart said already", twice("together", siblings(), "no"), case),
        found("together only", without("together", siblings(), "no"), case),
        found("apart only", without("together", siblings(), "yes"), case),
        found("with nobody", above("together", json!({"one": "Ann"})), unreadable),
        found("more questions than are checked", too_deep(good, 50), "certificate-size"),
        found("more questions than are read", too_deep(good, 100), unreadable),
        found("places as text", above("lives", json!({"child": "Dan", "places": "H1"})), unreadable),
    ]
}

/// Weights on sets of siblings.
pub(super) fn of_sets(good: &Files) -> Vec<Forgery> {
    let with = |sets: Value| good.with(|file| Files::multipliers(file, 2)["groups"] = sets);
    let one = |children: Value| with(json!([{"children": children, "number": 1}]));
    let found = |what: &str, files: Files, id: &'static str| (what.to_owned(), files, vec![id]);
    let (group, unreadable) = ("certificate-group", "certificate-unreadable");
    let set = |number: i64| json!({"children": ["Ann", "Bob"], "number": number});
    vec![
        found("a set of one", one(json!(["Ann"])), group),
        found("a set of nobody", one(json!([])), group),
        found("a set of strangers", one(json!(["Ann", "Dan"])), group),
        found("a set out of order", one(json!(["Bob", "Ann"])), group),
        found("a set with a child twice", one(json!(["Ann", "Ann"])), group),
        found("a set with a child who stays", one(json!(["Pia", "Stan"])), group),
        found("a set with somebody unknown", one(json!(["Ann", "Tom"])), "certificate-unknown"),
        found("a set twice", with(json!([set(1), set(1)])), "certificate-twice"),
        found("half a weight", with(json!([{"children": ["Ann", "Bob"], "number": 0.5}])), unreadable),
        found("no weight", with(json!([{"children": ["Ann", "Bob"]}])), unreadable),
        found("a set with a note", with(json!([{"children": ["Ann", "Bob"], "number": 1, "why": 1}])), unreadable),
        found("a weight altered", with(json!([set(5_000_000_000 * UNIT)])), "certificate-bound"),
        found("a weight below 0 altered", with(json!([set(-5_000_000_000 * UNIT)])), "certificate-bound"),
    ]
}

/// Quotients of sums of rows.
pub(super) fn of_quotients(good: &Files) -> Vec<Forgery> {
    let with = |quotients: Value| good.with(|file| Files::multipliers(file, 2)["quotients"] = quotients);
    let quotient = |children: Value, places: Value, number: Value| {
        with(json!([{"children": children, "places": places, "divisor": 2, "number": number}]))
    };
    let summed = |levels: Value, number: i64| {
        with(json!([{"children": [], "places": [], "levels": levels, "divisor": 2, "number": number}]))
    };
    let of_level = |level: &str, times: Value| summed(json!({ level: times }), 1);
    let altered = summed(json!({"unplaced": 1_000_000}), 5_000_000_000 * UNIT);
    let beyond = summed(json!({"unplaced": i64::MAX}), i64::MAX);
    let once = summed(json!({"unplaced": 1}), 1);
    let twice = once.with_text(
        once.certificate
            .to_string()
            .replace("\"levels\":{\"unplaced\":1}", "\"levels\":{\"unplaced\":1,\"unplaced\":1}"),
    );
    let found = |what: &str, files: Files, id: &'static str| (what.to_owned(), files, vec![id]);
    let (wrong, unreadable) = ("certificate-quotient", "certificate-unreadable");
    let dear = 5_000_000_000 * UNIT;
    let many = vec![json!({"children": ["Ann"], "places": [], "divisor": 2, "number": 1}); CERTIFICATE_QUOTIENTS + 1];
    vec![
        found("a quotient below 0", quotient(json!(["Ann", "Dan"]), json!([]), json!(-1)), wrong),
        found("a quotient out of order", quotient(json!(["Dan", "Ann"]), json!([]), json!(1)), wrong),
        found("a quotient with a child twice", quotient(json!(["Ann", "Ann"]), json!([]), json!(1)), wrong),
        found("a quotient with a child who stays", quotient(json!(["Ann", "Stan"]), json!([]), json!(1)), wrong),
        found("a quotient with places out of order", quotient(json!(["Ann"]), json!(["H2", "H1"]), json!(1)), wrong),
        found("a quotient with a home twice", quotient(json!(["Ann"]), json!(["H1", "H1"]), json!(1)), wrong),
        found(
            "a quotient with a home after a provision",
            quotient(json!(["Ann"]), json!(["P", "H1"]), json!(1)),
            wrong,
        ),
        found("a quotient with room without end", quotient(json!(["Ann"]), json!(["Q"]), json!(1)), wrong),
        found("a quotient of somebody unknown", quotient(json!(["Tom"]), json!([]), json!(1)), "certificate-unknown"),
        found(
            "a quotient of a place unknown",
            quotient(json!(["Ann"]), json!(["H9"]), json!(1)),
            "certificate-unknown",
        ),
        found("half a quotient", quotient(json!(["Ann", "Dan"]), json!([]), json!(0.5)), unreadable),
        found(
            "a quotient without a number",
            with(json!([{"children": ["Ann"], "places": [], "divisor": 2}])),
            unreadable,
        ),
        found("a quotient without places", with(json!([{"children": ["Ann"], "divisor": 2, "number": 1}])), unreadable),
        found(
            "a quotient with a note",
            with(json!([{"children": [], "places": [], "divisor": 2, "number": 1, "why": 1}])),
            unreadable,
        ),
        found("quotients that are no list", with(json!({"Ann": 1})), unreadable),
        found(
            "a quotient altered",
            quotient(json!(["Ann", "Bob", "Dan"]), json!(["H1"]), json!(dear)),
            "certificate-bound",
        ),
        found("a part of a room altered", quotient(json!(["Ann"]), json!(["P"]), json!(dear)), "certificate-bound"),
        found("divided by 1", with(json!([{"children": [], "places": [], "divisor": 1, "number": 1}])), wrong),
        found("divided by nothing", with(json!([{"children": [], "places": [], "divisor": 0, "number": 1}])), wrong),
        found("divided below 0", with(json!([{"children": [], "places": [], "divisor": -2, "number": 1}])), wrong),
        found("divided by what is not said", with(json!([{"children": [], "places": [], "number": 1}])), unreadable),
        found("more quotients than are checked", with(json!(many)), "certificate-size"),
        found("a quotient of the level itself", of_level("separated", json!(1)), wrong),
        found("a quotient of a level after it", of_level("moved", json!(1)), wrong),
        found("a quotient of a level unknown", of_level("nothing", json!(1)), "certificate-unknown"),
        found("a quotient of a level no times", of_level("unplaced", json!(0)), wrong),
        found("a quotient of a level taken off", of_level("unplaced", json!(-1)), wrong),
        found("a quotient of half a level", of_level("unplaced", json!(0.5)), unreadable),
        found("a quotient of a level twice", twice, wrong),
        found("a quotient of a level altered", altered, "certificate-bound"),
        found("a quotient beyond all numbers", beyond, "certificate-overflow"),
    ]
}

/// A proof with more questions below one another than are checked; and one too deep to be read.
fn too_deep(good: &Files, questions: usize) -> Files {
    let leaf = json!({"multipliers": {}}).to_string();
    let question = format!("{{\"cases\": {{\"child\": \"Dan\", \"place\": \"H1\", \"inside\": {leaf}, \"outside\": ");
    let proof = question.repeat(questions) + &leaf + &"}}".repeat(questions);
    let text = good.certificate.to_string().replace(&good.certificate["certificates"][4]["proof"].to_string(), &proof);
    good.with_text(text)
}
