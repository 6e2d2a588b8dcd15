//! Words that try to act or to burst their box.

/// The names that a file can give.
pub fn names() -> Vec<String> {
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
    names.map(str::to_string).to_vec()
}

/// A workflow whose every word is one of them.
pub fn workflow() -> String {
    let names = names();
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
    file
}
