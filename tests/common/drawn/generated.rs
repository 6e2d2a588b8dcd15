//! Workflows of any size, written as files: what a planner's own procedure might look like.

/// Words that names are made of.
const NAMES: [(&str, &str); 8] = [
    ("编制方案", "draft of the plan"),
    ("征求意见", "consultation"),
    ("技术审查", "technical review"),
    ("结果公示", "publicity of the result"),
    ("专题会议", "meeting"),
    ("核发批复文件", "approval issued"),
    ("现场踏勘与测量", "site visit and survey"),
    ("土地开发建设补偿协议签订", "compensation agreement"),
];

/// A workflow of `size` steps in lanes of about ten, each step waiting for one or two of the few before it. The same
/// size gives the same file.
pub fn workflow(size: usize) -> String {
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut draw = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut file = format!(
        "format = 1\n[workflow]\nid = \"generated\"\nversion = \"{size}\"\n\
         title = {{ zh = \"生成的程序\", en = \"A generated procedure\" }}\n\
         start = {{ zh = \"开始之日\", en = \"day it starts\" }}\ngoal = \"s{}\"\n\
         [source.r]\nnumber = \"某发〔2023〕1号\"\ntitle = {{ zh = \"某办法\", en = \"Some Measures\" }}\n\
         [actor.office]\nname = {{ zh = \"规划行政管理部门\", en = \"planning bureau\" }}\n\
         [actor.company]\nname = {{ zh = \"企业\", en = \"company\" }}\n",
        size - 1
    );
    let lanes = size.div_ceil(10);
    for lane in 0..lanes {
        file += &format!(
            "[lane.l{lane}]\nname = {{ zh = \"第{}阶段\", en = \"phase {}\" }}\n",
            lane + 1,
            lane + 1
        );
    }
    let mut ends = vec![true; size];
    let mut steps = String::new();
    for number in 0..size {
        let kind = match number {
            _ if number + 1 == size => 5,
            _ => draw(8),
        };
        let (zh, en) = NAMES[kind];
        let lane = number * lanes / size;
        steps += &format!(
            "[[step]]\nid = \"s{number}\"\nname = {{ zh = \"{zh}{number}\", en = \"{en} {number}\" }}\nlane = \"l{lane}\"\ncite = [\"r {}\"]\n",
            number + 1
        );
        if kind != 5 {
            steps += if draw(2) == 0 { "actor = \"office\"\n" } else { "actor = \"company\"\n" };
        }
        let days = 1 + draw(9);
        steps += &match kind {
            0 | 6 => format!("kind = \"task\"\nestimate = \"{days}wd\"\n"),
            1 => format!("kind = \"consultation\"\nparties = [\"company\"]\nlimit = \"{days}wd\"\n"),
            2 => format!("kind = \"review\"\nlimit = \"{days}wd\"\n"),
            3 => format!("kind = \"notice\"\nlimit = \"{days}d\"\n"),
            4 => "kind = \"meeting\"\n".to_string(),
            5 => "kind = \"milestone\"\n".to_string(),
            _ => "kind = \"act\"\n".to_string(),
        };
        let mut after: Vec<usize> = Vec::new();
        for _ in 0..1 + draw(2) {
            let back = 1 + draw(6);
            if let Some(from) = number.checked_sub(back).filter(|from| !after.contains(from)) {
                after.push(from);
            }
        }
        // Whatever nothing waits for leads to the goal, so that all of it has float.
        if number + 1 == size {
            after = (0..number).filter(|from| ends[*from]).collect();
        }
        for &from in &after {
            ends[from] = false;
        }
        if !after.is_empty() {
            let after: Vec<String> = after.iter().map(|from| format!("\"s{from}\"")).collect();
            steps += &format!("after = [{}]\n", after.join(", "));
        }
    }
    file += &steps;
    if size == 1 {
        return file;
    }
    file += &format!(
        "[[promise]]\nid = \"in-time\"\nname = {{ zh = \"按时办结\", en = \"done in time\" }}\nfrom = \"s0\"\nto = \"s{}\"\nwithin = \"{}wd\"\ncite = [\"r 99\"]\n",
        size / 2,
        size
    );
    file
}

/// A workflow of `size` tasks, each waiting for up to three of all those before it. The same size gives the same file.
#[allow(dead_code, reason = "not everyone who draws generated workflows draws tangled ones")]
pub fn tangled(size: usize) -> String {
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut file = format!(
        "format = 1\n[workflow]\nid = \"tangled\"\nversion = \"1\"\ntitle = \"A tangled procedure\"\n\
         start = \"day it starts\"\ngoal = \"s{}\"\n",
        size - 1
    );
    for number in 0..size {
        let mut after: Vec<usize> = (0..number.min(3)).map(|_| draw(number)).collect();
        after.sort_unstable();
        after.dedup();
        let after: Vec<String> = after.iter().map(|from| format!("\"s{from}\"")).collect();
        file += &format!(
            "[[step]]\nid = \"s{number}\"\nname = \"step number {number}\"\nkind = \"task\"\n\
             estimate = \"{}wd\"\nafter = [{}]\n",
            1 + draw(9),
            after.join(", ")
        );
    }
    file
}
