"""Compiles the translation catalogues whenever the package is built or installed, so that nobody needs gettext."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCatalogues(build_py):
    def run(self) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in sorted(Path("src/acordo/locale").glob("*/LC_MESSAGES/django.po")):
            with source.open("rb") as readable:
                catalogue = read_po(readable, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, catalogue)
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogues})
