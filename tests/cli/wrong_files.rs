//! Mistakes in files are shown at their places; what cannot be read is refused.

use super::*;

#[test]
fn an_unknown_key_is_shown_at_its_place() {
    let folder = Folder::new();
    let text = small("5wd").replace("kind = \"task\"", "kind = \"task\"\ncolour = \"red\"");
    let file = folder.write("file.toml", &text);
    let err = fails(3, "simulate --start 2023-06-01 -w", &[&file]);
    assert!(err.contains("unknown-key") && err.contains("colour"), "{err}");
    assert!(err.contains(&place("file.toml", &text, "colour")), "{err}");
}

#[test]
fn a_length_without_a_unit_in_a_file_is_shown_at_its_place() {
    let folder = Folder::new();
    let text = small("5");
    let file = folder.write("file.toml", &text);
    let err = fails(3, "simulate --start 2023-06-01 -w", &[&file]);
    assert!(err.contains("length-without-unit"), "{err}");
    assert!(err.contains(&place("file.toml", &text, "\"5\"")), "{err}");
}

#[test]
fn a_cycle_of_four_is_shown_whole() {
    let folder = Folder::new();
    let ring = ["alpha", "beta", "gamma", "delta"];
    let mut text = "format = 1\n[workflow]\nid = \"ring\"\ngoal = \"alpha\"\n".to_string();
    for (ix, id) in ring.iter().enumerate() {
        let before = ring[(ix + 3) % 4];
        text += &format!("[[step]]\nid = \"{id}\"\nkind = \"act\"\nafter = [\"{before}\"]\n");
    }
    let file = folder.write("ring.toml", &text);
    for lang in ["zh", "en"] {
        let err = fails(3, &format!("simulate --start 2023-06-01 --lang {lang} -w"), &[&file]);
        // The whole ring from anywhere, in either direction.
        let told = err.replace('`', "").replace('←', "→");
        let shown = (0..4).any(|from| {
            let mut walk: Vec<&str> = (0..=4).map(|ix| ring[(from + ix) % 4]).collect();
            let forward = walk.join(" → ");
            walk.reverse();
            told.contains(&forward) || told.contains(&walk.join(" → "))
        });
        assert!(shown && err.contains("cycle"), "{err}");
        assert_eq!(err.matches("[cycle]").count(), 1, "{err}");
    }
}

#[test]
fn three_mistakes_and_one_more_are_all_reported_with_line_and_column() {
    let folder = Folder::new();
    let text = small("5个")
        .replace("after = [\"work\"]", "after = [\"没有\", \"wrok\"]")
        .replace("cite = [\"x 2\"]", "cite = [\"y 2\"]");
    let file = folder.write("three.toml", &text);
    for arguments in ["simulate --start 2023-06-01 -w", "check"] {
        let err = fails(3, arguments, &[&file]);
        for needle in ["\"5个\"", "\"没有\"", "\"wrok\"", "\"y 2\""] {
            assert!(err.contains(&place("three.toml", &text, needle)), "{needle}: {err}");
        }
        assert!(err.contains("`work`"), "the nearest step: {err}");
    }
}

#[test]
fn mistakes_are_told_in_chinese_too() {
    let folder = Folder::new();
    let file = folder.write("file.toml", small("5"));
    let err = fails(3, "check --lang zh", &[&file]);
    assert!(err.contains("错误") && err.contains("单位"), "{err}");
}

#[test]
fn a_file_that_is_not_toml_is_shown_at_its_place() {
    let folder = Folder::new();
    let file = folder.write("file.toml", "format = 1\n[workflow\n");
    let err = fails(3, "simulate --start 2023-06-01 -w", &[&file]);
    assert!(err.contains("file.toml:2:"), "{err}");
}

#[test]
fn a_file_that_is_not_utf8_is_refused() {
    let folder = Folder::new();
    // 规划 in GBK.
    let mut bytes = b"format = 1\nname = \"".to_vec();
    bytes.extend([0xb9, 0xe6, 0xbb, 0xae, b'"', b'\n']);
    let toml = folder.write("gbk.toml", &bytes);
    let csv =
        folder.write("gbk.csv", [b"date,kind,name\n2023-06-08,off,".as_slice(), &bytes[19..23]].concat());
    for arguments in ["simulate --start 2023-06-01 -w", "simulate -p", "check"] {
        let err = fails(3, arguments, &[&toml]);
        assert!(err.contains("not-utf8"), "{err}");
    }
    fails(3, "simulate --start 2023-06-01 --calendar", &[&csv]);
    fails(3, "check", &[&csv]);
}

const FILE_FLAGS: [&str; 5] = [
    "simulate --start 2023-06-01 -w",
    "simulate --start 2023-06-01 --assumptions",
    "simulate --start 2023-06-01 --calendar",
    "simulate -p",
    "check",
];

#[test]
fn a_missing_file_cannot_be_read() {
    let folder = Folder::new();
    for arguments in FILE_FLAGS {
        for lang in ["zh", "en"] {
            let err = fails(1, &format!("--lang {lang} {arguments}"), &[&folder.path("missing.toml")]);
            assert!(err.contains("missing.toml"), "{err}");
        }
    }
    fails(1, "check", &[&folder.path("missing.csv")]);
}

#[test]
fn a_directory_cannot_be_read() {
    let folder = Folder::new();
    let path = folder.path("dir.toml");
    fs::create_dir(&path).unwrap();
    for arguments in FILE_FLAGS {
        let err = fails(1, arguments, &[&path]);
        assert!(err.contains("dir.toml"), "{err}");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long a refusal takes is what is tested")]
fn a_file_of_100_megabytes_is_refused_at_once() {
    let folder = Folder::new();
    let file = folder.huge("huge.toml");
    for arguments in FILE_FLAGS {
        let began = std::time::Instant::now();
        let err = fails(3, arguments, &[&file]);
        assert!(began.elapsed().as_secs_f64() < 3.0, "{arguments}: {:?}", began.elapsed());
        assert!(err.contains("too-large") && err.len() < 2_000, "{arguments}: {err}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_without_an_end_is_refused() {
    for arguments in ["simulate --start 2023-06-01 -w", "simulate -p", "check"] {
        assert!(fails(1, arguments, &["/dev/zero"]).contains("not a regular file"));
    }
}

#[test]
fn a_file_just_over_4_mebibytes_is_refused_and_one_at_the_bound_is_not() {
    let folder = Folder::new();
    let text = small("5wd");
    let padded = |bytes: usize| format!("{text}#{}", " ".repeat(bytes - text.len() - 1));
    let at = folder.write("at.toml", padded(4 << 20));
    let over = folder.write("over.toml", padded((4 << 20) + 1));
    assert_eq!(permits_with("simulate --start 2023-06-01 -w", &[&at]).code, 0);
    fails(3, "simulate --start 2023-06-01 -w", &[&over]);
}

#[test]
fn a_project_with_mistakes_is_refused_at_their_places() {
    let folder = Folder::new();
    let text = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\nstart = 2023-06-01\n\
                [set]\ntres = true\nparcel-class = \"M9\"\n[step.land-anouncement]\nnot_before = 2023-06-05\n";
    let file = folder.write("p.toml", text);
    for arguments in ["simulate -p", "check"] {
        let err = fails(3, arguments, &[&file]);
        for needle in ["tres", "\"M9\"", "land-anouncement"] {
            assert!(err.contains(&place("p.toml", text, needle)), "{needle}: {err}");
        }
    }
}

#[test]
fn a_project_that_names_what_is_not_there_is_refused_at_the_place() {
    let folder = Folder::new();
    let text = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-suply\"\nstart = 2023-06-01\n";
    let file = folder.write("w.toml", text);
    for arguments in ["simulate -p", "check"] {
        let err = fails(3, arguments, &[&file]);
        assert!(
            err.contains(&place("w.toml", text, "\"land-suply\"")) && err.contains("`land-supply`"),
            "{err}"
        );
    }
    let text = text.replace("suply", "supply") + "assumptions = \"promissed\"\n";
    let file = folder.write("a.toml", &text);
    for arguments in ["simulate -p", "check"] {
        let err = fails(3, arguments, &[&file]);
        assert!(
            err.contains(&place("a.toml", &text, "\"promissed\"")) && err.contains("`promised`"),
            "{err}"
        );
    }
}

#[test]
fn a_project_with_a_date_outside_the_calendar_is_refused_at_the_place() {
    let folder = Folder::new();
    let text = "format = 1\n[project]\nname = \"p\"\nworkflow = \"land-supply\"\nstart = 2150-01-01\n";
    let file = folder.write("p.toml", text);
    let err = fails(3, "simulate -p", &[&file]);
    assert!(err.contains(&place("p.toml", text, "2150-01-01")), "{err}");
}

#[test]
fn checking_a_project_checks_its_calendars() {
    let folder = Folder::new();
    let file = project(&folder);
    folder.write("case/calendars/local.csv", "date,kind\n2023-06-31,off\n");
    assert!(fails(3, "simulate -p", &[&file]).contains("local.csv:2:1"));
    assert!(fails(3, "check", &[&file]).contains("local.csv:2:1"));
    fs::remove_file(folder.path("case/calendars/local.csv")).unwrap();
    assert!(fails(1, "simulate -p", &[&file]).contains("local.csv"));
    assert!(fails(1, "check", &[&file]).contains("local.csv"));
}

#[test]
fn checking_a_missing_calendar_file_says_that_it_cannot_be_read() {
    assert!(fails(1, "check nowhere.csv", &[]).contains("cannot read `nowhere.csv`"));
}

#[test]
fn a_calendar_file_with_mistakes_is_refused_at_their_places() {
    let folder = Folder::new();
    let text = "date,kind\n2023-06-31,off\n2023-06-08,closed\n";
    let file = folder.write("c.csv", text);
    for arguments in ["simulate --start 2023-06-01 --calendar", "check", "calendar 2023 --calendar"] {
        let err = fails(3, arguments, &[&file]);
        for needle in ["2023-06-31", "closed"] {
            assert!(err.contains(&place("c.csv", text, needle)), "{needle}: {err}");
        }
    }
}

#[test]
fn an_assumption_file_with_mistakes_is_refused_at_their_places() {
    let folder = Folder::new();
    let text = "format = 1\n[assumptions]\nid = \"mine\"\n[step.land-contract]\nestimate = \"3\"\n\
                origin = \"assumption\"\nwhy = { zh = \"无\", en = \"none\" }\n";
    let file = folder.write("a.toml", text);
    for arguments in ["simulate --start 2023-06-01 --assumptions", "check"] {
        let err = fails(3, arguments, &[&file]);
        assert!(err.contains(&place("a.toml", text, "\"3\"")), "{err}");
    }
}

#[test]
fn an_assumption_file_gives_its_lengths() {
    // The deal is on Friday 07-07; three working days later is Wednesday 07-12.
    let folder = Folder::new();
    let file = folder.write(
        "a.toml",
        "format = 1\n[assumptions]\nid = \"mine\"\n[step.land-contract]\nestimate = \"3wd\"\n\
         origin = \"assumption\"\nwhy = { zh = \"无\", en = \"none\" }\n",
    );
    let plan = plan_with("-w land-supply --start 2023-06-01 --assumptions", &[&file]);
    assert_eq!(plan["finish"], "2023-07-12");
    assert_eq!(step(&plan, "land-contract")["origin"], "assumption");
    assert_eq!(plan["assumptions"], "mine");
}

#[test]
fn the_confidence_is_that_of_the_estimate_used() {
    let folder = Folder::new();
    folder.write("review.toml", small("5wd").replace("\"task\"", "\"review\""));
    folder.write("consult.toml", small("5wd").replace("\"task\"", "\"consultation\""));
    let set = |estimate: &str| {
        format!(
            "format = 1\n[assumptions]\nid = \"set\"\n[step.work]\nestimate = \"{estimate}\"\n\
             origin = \"promise\"\nconfidence = \"official\"\n"
        )
    };
    folder.write("short.toml", set("3wd"));
    folder.write("long.toml", set("9wd"));
    let confidence = |workflow: &str, set: &str, step: &str, flags: &str| {
        let project = folder.write(
            "p.toml",
            format!(
                "format = 1\n[project]\nname = \"p\"\nworkflow = \"{workflow}.toml\"\nstart = 2023-06-01\n\
                 assumptions = \"{set}.toml\"\n[step.work]\n{step}\n"
            ),
        );
        let plan = plan_with(&format!("{flags} -p"), &[&project]);
        (self::step(&plan, "work")["length"].clone(), self::step(&plan, "work")["confidence"].clone())
    };
    let of_the_set = (json!("3wd"), json!("official"));
    assert_eq!(confidence("review", "short", "", ""), of_the_set);
    // A project's own estimate has its own confidence or none, never that of the one it replaces.
    assert_eq!(confidence("review", "short", "estimate = \"4wd\"", ""), (json!("4wd"), Value::Null));
    let assumed = "estimate = \"4wd\"\nconfidence = \"assumed\"";
    assert_eq!(confidence("review", "short", assumed, ""), (json!("4wd"), json!("assumed")));
    // A word about confidence alone gives no estimate, so it says nothing of the set's.
    assert_eq!(confidence("review", "short", "confidence = \"assumed\"", ""), of_the_set);
    // A limit is no estimate: by statute, and where silence ends a consultation before the replies are in.
    let limit = (json!("5wd"), Value::Null);
    assert_eq!(confidence("review", "short", "", "--basis statutory"), limit);
    assert_eq!(confidence("consult", "long", "", ""), limit);
    assert_eq!(confidence("consult", "short", "", ""), of_the_set);
}
