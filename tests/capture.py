"""Runs notebooks and keeps the outputs they really gave: `capture.py NOTEBOOK...`

What a thread or a process prints after its cell has ended is kept under that cell, as JupyterLab shows it;
nbclient alone drops it. A notebook that fails is left as it was.
"""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

import nbformat
from jupyter_client.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError

CELL_LIMIT_S = 120


class CapturingClient(NotebookClient):
    """Runs a notebook from top to bottom and listens for the late output of every cell."""

    def __init__(self, notebook, folder: Path):
        super().__init__(notebook, timeout=CELL_LIMIT_S, record_timing=False, kernel_name=notebook.metadata.kernelspec.name,
                         resources={"metadata": {"path": str(folder)}})
        self._cells_by_request = {}
        self._code_cells_left = sum(is_run(cell) for cell in notebook.cells)

    async def async_execute_cell(self, cell, cell_index, **options):
        cell = await super().async_execute_cell(cell, cell_index, **options)
        self._code_cells_left -= is_run(cell)
        if is_run(cell) and not self._code_cells_left:
            await self._listen_until_all_is_said()
        return cell

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        self._cells_by_request[parent_msg_id] = (cell, cell_index)
        await self._listen_until_idle(parent_msg_id)

    async def _listen_until_idle(self, request):
        while True:
            message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=None))
            caused_by = message["parent_header"].get("msg_id")
            try:
                if caused_by in self._cells_by_request:
                    self.process_message(message, *self._cells_by_request[caused_by])
            except CellExecutionComplete:
                if caused_by == request:
                    return

    async def _listen_until_all_is_said(self):
        """The kernel publishes in order: what was printed before this last, empty request arrives before its end."""
        request = self.kc.execute("", silent=True)
        self._cells_by_request[request] = (nbformat.v4.new_code_cell(), None)
        await self._listen_until_idle(request)


def is_run(cell) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip())


def join_streams(outputs):
    """Texts of one stream that follow each other, which arrived in several messages, as one output."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def run(path: Path):
    """The notebook at `path` with the outputs of a fresh run; the file is not changed."""
    notebook = nbformat.read(path, as_version=4)
    CapturingClient(notebook, path.parent).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = join_streams(cell.outputs)
    nbformat.validate(notebook)
    return notebook


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    for path in parser.parse_args().notebooks:
        print(f"Running {path} …", flush=True)
        try:
            notebook = run(path)
        except CellExecutionError as error:
            print(f"{path} is left as it was, because a cell failed:\n{error}", file=sys.stderr)
            return 1
        nbformat.write(notebook, path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
