//! What the structure commands do: edits that insert, delete, move and re-level sections and paragraphs.

use crate::app::spot::Spot;
use crate::edit::Edit;
use crate::model::Block;
use crate::model::DEEPEST;
use crate::model::Id;
use crate::model::Paragraph;
use crate::model::Report;
use crate::model::Section;

/// A change of structure: its name, the edit, and where the caret goes.
pub(super) struct Reshaping {
    pub(super) title: String,
    pub(super) edit: Edit,
    pub(super) caret: Spot,
}

/// Why it cannot be done.
pub(super) type Refusal = &'static str;

/// A new section behind a section and all below it, on the same level or one deeper.
pub(super) fn insert_section(
    report: &Report,
    index: usize,
    deeper: bool,
    id: Id,
) -> Result<Reshaping, Refusal> {
    let here = report.sections.get(index).ok_or("这里没有章节")?;
    let level = here.level.max(1) + u8::from(deeper && !here.is_preface());
    if level > DEEPEST {
        return Err("标题最多四级");
    }
    let at = if deeper { index + 1 } else { index + report.subtree(index).max(1) };
    let at = if here.is_preface() { index + 1 } else { at };
    let section = Section { id, level, ..Section::default() };
    let title = if deeper { "插入下级节" } else { "插入同级节" }.to_owned();
    Ok(Reshaping {
        title,
        edit: Edit::InsertSections { at, sections: vec![section] },
        caret: Spot::Heading(at),
    })
}

/// Takes a section out with all below it.
pub(super) fn delete_section(report: &Report, index: usize) -> Result<Reshaping, Refusal> {
    let section = report.sections.get(index).ok_or("这里没有章节")?;
    if section.is_preface() {
        return Err("前言不能整节删除；可以逐段删");
    }
    let count = report.subtree(index);
    let below =
        if count > 1 { format!("连同下级共 {count} 节") } else { "一节".to_owned() };
    let title = format!("删除“{}”{below}", section.title);
    let before = Spot::Heading(index).previous(report).unwrap_or_default();
    Ok(Reshaping { title, edit: Edit::RemoveSections { at: index, count }, caret: before })
}

/// Moves a section with all below it past its neighbour of the same level.
pub(super) fn move_section(
    report: &Report,
    index: usize,
    down: bool,
) -> Result<Reshaping, Refusal> {
    let section = report.sections.get(index).ok_or("这里没有章节")?;
    if section.is_preface() {
        return Err("前言总在最前面");
    }
    let count = report.subtree(index);
    let siblings = |at: usize| report.sections.get(at).filter(|other| other.level == section.level);
    let to = if down {
        siblings(index + count).map(|_| index + report.subtree(index + count))
    } else {
        let earlier =
            report.sections.iter().take(index).rposition(|other| other.level <= section.level);
        earlier.filter(|at| siblings(*at).is_some())
    };
    let to = to.ok_or(if down {
        "已是同级里的最后一节"
    } else {
        "已是同级里的第一节"
    })?;
    let sections: Vec<Section> = report.sections.iter().skip(index).take(count).cloned().collect();
    let edits =
        vec![Edit::RemoveSections { at: index, count }, Edit::InsertSections { at: to, sections }];
    let title = format!("{}移“{}”", if down { "下" } else { "上" }, section.title);
    Ok(Reshaping { title, edit: Edit::Group(edits), caret: Spot::Heading(to) })
}

/// Moves a heading and all below it one level up or down.
pub(super) fn relevel_section(
    report: &Report,
    index: usize,
    deeper: bool,
) -> Result<Reshaping, Refusal> {
    let section = report.sections.get(index).ok_or("这里没有章节")?;
    let family = report.sections.iter().skip(index).take(report.subtree(index));
    if section.is_preface() {
        return Err("前言没有级别");
    }
    if !deeper && section.level == 1 {
        return Err("已是最高一级");
    }
    if deeper && family.clone().any(|member| member.level == DEEPEST) {
        return Err("下面已有第四级标题，不能再降");
    }
    let before = index.checked_sub(1).and_then(|before| report.sections.get(before));
    if deeper && before.is_none_or(|before| before.level < section.level) {
        return Err("前面没有同级的节可以归入");
    }
    let shifted = |level: u8| if deeper { level + 1 } else { level - 1 };
    let edits = family
        .map(|member| Edit::SetLevel { section: member.id, to: shifted(member.level) })
        .collect();
    let title = format!("{}级“{}”", if deeper { "降" } else { "升" }, section.title);
    Ok(Reshaping { title, edit: Edit::Group(edits), caret: Spot::Heading(index) })
}

/// Whether a section stands right behind its parent, so that it has no earlier neighbour of its level.
pub(super) fn is_first_of_parent(report: &Report, index: usize) -> bool {
    let level = report.sections.get(index).map(|section| section.level);
    let before = index.checked_sub(1).and_then(|before| report.sections.get(before));
    before.zip(level).is_some_and(|(before, level)| before.level < level)
}

/// An empty paragraph behind a place.
pub(super) fn insert_paragraph(report: &Report, spot: Spot, id: Id) -> Result<Reshaping, Refusal> {
    let (section, at) = match spot {
        Spot::Title => return Err("光标在标题上；先移到正文里"),
        Spot::Heading(section) => (section, 0),
        Spot::Block(section, block) => (section, block + 1),
    };
    let owner = report.sections.get(section).ok_or("这里没有章节")?;
    let blocks = vec![Block::Paragraph(Paragraph::new(id, String::new()))];
    let edit = Edit::InsertBlocks { section: owner.id, at, blocks };
    Ok(Reshaping { title: "插入段落".to_owned(), edit, caret: Spot::Block(section, at) })
}

/// Takes a paragraph or a table of the office's own out; statutory tables stay.
pub(super) fn delete_block(
    report: &Report,
    section: usize,
    block: usize,
) -> Result<Reshaping, Refusal> {
    let owner = report.sections.get(section).ok_or("这里没有章节")?;
    let found = owner.blocks.get(block).ok_or("这里没有段落")?;
    if found.table().is_some_and(|table| !table.form.is_empty()) {
        return Err("法定表格不能删除");
    }
    let caret = if block + 1 < owner.blocks.len() {
        Spot::Block(section, block)
    } else {
        Spot::Block(section, block).previous(report).unwrap_or_default()
    };
    let title = if found.table().is_some() { "删除表格" } else { "删除段落" }.to_owned();
    Ok(Reshaping {
        title,
        edit: Edit::RemoveBlocks { section: owner.id, at: block, count: 1 },
        caret,
    })
}

/// Moves a paragraph or table past its neighbour; past the end of its section into the next one.
pub(super) fn move_block(
    report: &Report,
    section: usize,
    block: usize,
    down: bool,
) -> Result<Reshaping, Refusal> {
    let owner = report.sections.get(section).ok_or("这里没有章节")?;
    let moved = owner.blocks.get(block).ok_or("这里没有段落")?.clone();
    let (to_section, to_block) = match (down, block) {
        (true, _) if block + 1 < owner.blocks.len() => (section, block + 1),
        (true, _) => (section + 1, 0),
        (false, 0) => {
            let before = section.checked_sub(1).ok_or("已在最前面")?;
            (before, report.sections.get(before).map_or(0, |found| found.blocks.len()))
        }
        (false, _) => (section, block - 1),
    };
    let target = report.sections.get(to_section).ok_or("已在最后面")?;
    let edits = vec![
        Edit::RemoveBlocks { section: owner.id, at: block, count: 1 },
        Edit::InsertBlocks { section: target.id, at: to_block, blocks: vec![moved] },
    ];
    let title = format!("{}移段落", if down { "下" } else { "上" });
    Ok(Reshaping { title, edit: Edit::Group(edits), caret: Spot::Block(to_section, to_block) })
}

/// Makes a heading of a paragraph; what stands behind it in the section goes below the new heading.
pub(super) fn paragraph_to_heading(
    report: &Report,
    section: usize,
    block: usize,
    id: Id,
) -> Result<Reshaping, Refusal> {
    let owner = report.sections.get(section).ok_or("这里没有章节")?;
    let text =
        owner.blocks.get(block).and_then(Block::paragraph).ok_or("表格不能变成标题")?.text.clone();
    let level = if owner.is_preface() { 1 } else { owner.level + 1 };
    if level > DEEPEST {
        return Err("标题最多四级");
    }
    let count = owner.blocks.len() - block;
    let blocks = owner.blocks.iter().skip(block + 1).cloned().collect();
    let heading = Section { id, level, title: text, number: None, blocks };
    let edits = vec![
        Edit::RemoveBlocks { section: owner.id, at: block, count },
        Edit::InsertSections { at: section + 1, sections: vec![heading] },
    ];
    Ok(Reshaping {
        title: "把段落升为标题".to_owned(),
        edit: Edit::Group(edits),
        caret: Spot::Heading(section + 1),
    })
}

/// Makes a paragraph of a heading; it and what stands below it join the section before.
pub(super) fn heading_to_paragraph(
    report: &Report,
    index: usize,
    id: Id,
) -> Result<Reshaping, Refusal> {
    let section = report.sections.get(index).ok_or("这里没有章节")?;
    let before = index
        .checked_sub(1)
        .and_then(|before| report.sections.get(before))
        .ok_or("前面没有可以归入的节")?;
    if report.subtree(index) > 1 {
        return Err("下面还有下级节，先处理它们");
    }
    let at = before.blocks.len();
    let mut blocks = vec![Block::Paragraph(Paragraph::new(id, section.title.clone()))];
    blocks.extend(section.blocks.iter().cloned());
    let edits = vec![
        Edit::RemoveSections { at: index, count: 1 },
        Edit::InsertBlocks { section: before.id, at, blocks },
    ];
    Ok(Reshaping {
        title: format!("标题“{}”降为段落", section.title),
        edit: Edit::Group(edits),
        caret: Spot::Block(index - 1, at),
    })
}
