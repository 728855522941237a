"""The marks of files that the program itself wrote: read as reports, they would double what they
quote."""

CATEGORY = "huitoukan 导出"
"""The category of a .docx, among its core properties (ECMA-376-2)."""

GENERATOR = "huitoukan"
"""The generator of a page, among its meta tags; that of the web pages stands in their template."""

REASON = (
    "这是本程序导出的文件，不是报告，不必导入。"
    "如果报告就写在这个文件里，请把内容复制到新建的文档中，再导入新文档。"
)
"""Why such a file is not read. The mark outlives whatever is written over the rest."""
