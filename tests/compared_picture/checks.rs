//! What holds for any picture of compared plans, by other means than the layout's own.

use permits::calendar::{At, Moment};
use permits::report::comparison::drawing::{Band, Layout};
use permits::report::svg::{Frame, Label};

use super::Planned;
use super::drawn::{runs_through, words_are_clear};

/// No words leave their box or the page, none overlap, no line runs through those among the marks, and no mark leaves
/// its band.
pub fn is_clear(layout: &Layout, what: &str) {
    let page = Frame::new(0, 0, layout.width, layout.height);
    words_are_clear(page, layout.labels(), what);
    let all = || layout.bands.iter();
    let words: Vec<Frame> = all()
        .flat_map(|band| {
            let names = band
                .rows
                .iter()
                .flat_map(|row| row.name.iter().chain(row.bracket.as_ref().map(|bracket| &bracket.label)));
            let above = band.axis_rows.iter().flat_map(|row| &row.labels);
            names.chain(above).chain(band.shifts.iter().filter_map(|shift| shift.label.as_ref()))
        })
        .map(Label::extent)
        .collect();
    let links = all().flat_map(|band| &band.links).flat_map(|link| &link.pieces);
    let shifts = all().flat_map(|band| &band.shifts).flat_map(|shift| &shift.pieces);
    for piece in links.chain(shifts) {
        for pair in piece.windows(2) {
            let found = words.iter().find(|words| runs_through(pair[0], pair[1], words));
            assert_eq!(found, None, "{what}: {pair:?} runs through words");
        }
    }
    for band in all() {
        assert!(page.contains(&band.frame), "{what}: a band leaves the page");
        for row in &band.rows {
            assert!(band.chart.contains(&row.frame), "{what}: {} leaves its band", row.id);
            if let Some(mark) = row.mark {
                assert!(page.contains(&mark.frame.grown(30)), "{what}: {} leaves the page", row.id);
                let name = row.name.as_ref().map(Label::extent);
                assert!(name.is_none_or(|name| !name.overlaps(&mark.frame)), "{what}: {}", row.id);
            }
            if let Some(bracket) = &row.bracket {
                for &(from, to) in bracket.window.iter().chain(&bracket.margin) {
                    let words = bracket.label.extent();
                    assert!(!runs_through((from, bracket.y), (to, bracket.y), &words), "{what}: {}", row.id);
                }
            }
        }
    }
    for pair in layout.bands.windows(2) {
        assert!(pair[0].frame.bottom < pair[1].frame.top, "{what}: bands overlap");
    }
}

/// Where a moment lies when every day is equally wide: days are counted here one by one.
pub fn place(layout: &Layout, moment: Moment) -> i32 {
    let (first, last) = (layout.axis.first(), layout.axis.last());
    let all = i64::from(last.index()) - i64::from(first.index()) + 1;
    let before = i64::from(moment.day().index()) - i64::from(first.index());
    let halves = before * 2 + if moment.at() == At::EndOfDay { 2 } else { 1 };
    let width = i64::from(layout.axis.right() - layout.axis.left());
    layout.axis.left() + i32::try_from(width * halves / (all * 2)).unwrap()
}

/// A day is shaded in a band exactly when nobody works on it in that scenario.
pub fn shades_days_off(planned: &Planned, layout: &Layout, band: &Band) {
    assert!(band.days_off.iter().all(|off| band.chart.contains(off)));
    let days = layout.axis.last().days_since(layout.axis.first()) + 1;
    if (layout.axis.right() - layout.axis.left()) / days < 4 {
        // Days that are hardly wider than a tenth of a pixel cannot be told apart.
        return;
    }
    for day in layout.axis.first().to(layout.axis.last()) {
        let middle = place(layout, Moment::in_hours(day));
        let shaded = band.days_off.iter().any(|off| off.left <= middle && middle < off.right);
        assert_eq!(shaded, !planned.calendar.works(day), "{day}");
    }
}

/// A workflow whose every word tries to act or to burst its box, and names for scenarios of the same kind.
pub fn hostile() -> (String, Vec<String>) {
    let long = "规".repeat(200);
    let names = [
        "<script>alert(1)</script>",
        "</text></svg><svg onload=alert(1)>",
        "\\\" onmouseover=\\\"alert(1)",
        "a & b ]]> <!-- c -->",
        "line one\\nline two\\r\\n\\tthree",
        &long,
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW@@@@@@@@@@@@@@@@@",
        "👩‍🚀🏗️🇨🇳👨‍👩‍👧‍👦 emoji 🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️🏗️",
        "\\u202Eevil\\u202C \\u2066isolated\\u2069 \\u200Fمرحبا بالعالم שלום עולם",
        "Z\\u0301\\u0302\\u0303\\u0304\\u0305\\u0306\\u0307\\u0308\\u0309\\u030Aalgo",
        "\\uFFFE\\uFFFF\\u0007bell\\u001B[31mred",
        "﷽﷽﷽﷽﷽﷽﷽﷽﷽",
        "url(javascript:alert(1)) expression(1) @import 'x'",
        "",
        "   ",
    ];
    let mut file = format!(
        "format = 1\n[workflow]\nid = \"hostile\"\nversion = \"1\"\ntitle = \"{}\"\nstart = \"{}\"\ngoal = \"s{}\"\n",
        names[0],
        names[1],
        names.len() - 1
    );
    file += &format!(
        "[source.r]\nnumber = \"{}\"\ntitle = \"{}\"\n[actor.one]\nname = \"{}\"\n[actor.two]\nname = \"{}\"\n",
        names[1], names[0], names[5], names[6]
    );
    file += &format!("[lane.one]\nname = \"{}\"\n[lane.two]\nname = \"{}\"\n", names[5], names[8]);
    for (number, name) in names.iter().enumerate() {
        let kind = ["task", "milestone", "notice", "act"][number % 4];
        let (actor, lane) = if number % 2 == 0 { ("one", "one") } else { ("two", "two") };
        let length = match kind {
            "task" => "estimate = \"3wd\"\n",
            "notice" => "limit = \"7d\"\n",
            _ => "",
        };
        let after = if number == 0 { String::new() } else { format!("after = [\"s{}\"]\n", number - 1) };
        let name = if name.trim().is_empty() { "x" } else { name };
        file += &format!(
            "[[step]]\nid = \"s{number}\"\nname = \"{name}\"\nkind = \"{kind}\"\nactor = \"{actor}\"\nlane = \"{lane}\"\ncite = [\"r {}\"]\nnote = \"{}\"\n{length}{after}",
            "<b>9</b>", names[2]
        );
    }
    file += &format!(
        "[[promise]]\nid = \"p\"\nname = \"{}\"\nfrom = \"s0\"\nto = \"s3\"\nwithin = \"1wd\"\ncite = [\"r 1\"]\n",
        names[5]
    );
    (file, names.iter().map(|name| (*name).to_string()).collect())
}
