"""The one who starts everything in order, watches over it, and stops it in the opposite order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from newswatch.local.accounts import Account
from newswatch.local.children import Child, read_tail, stop_together
from newswatch.local.errors import CannotStartError, StoppedError
from newswatch.local.leftovers import Record
from newswatch.local.logs import bound_logs
from newswatch.local.options import PROJECT
from newswatch.local.postgres import RunStep, plain_environment
from newswatch.local.processes import end_session, spawn

TICK = 0.1  # seconds between two looks at the children
BETWEEN_LOOKS_AT_LOGS = 10.0  # seconds


@dataclass
class Step:
    """A command that runs once and ends: its output is kept for when it fails."""

    title: str
    log: Path
    process: subprocess.Popen[bytes]
    started_at: float = field(default_factory=time.monotonic)


@dataclass
class Supervisor:
    """Starts, watches and stops children; ``say`` prints one line for the operator."""

    say: Callable[[str], None]
    record: Record
    logs: Path
    children: list[Child] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    asked_to_stop: bool = False

    def listen(self) -> None:
        """Take Ctrl-C, SIGTERM and a closed terminal as the wish to stop."""
        signal.signal(signal.SIGINT, self._note_wish)
        signal.signal(signal.SIGTERM, self._note_wish)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as nohup leaves it
            signal.signal(signal.SIGHUP, self._note_wish)

    def _note_wish(self, _number: int, _frame: object) -> None:
        self.asked_to_stop = True

    def pause(self, seconds: float = TICK) -> None:
        """Wait a moment; raise StoppedError when we were asked to stop."""
        if not self.asked_to_stop:
            time.sleep(seconds)
        if self.asked_to_stop:
            raise StoppedError

    # --- Steps ---------------------------------------------------------------------------------------------

    def begin_step(self, title: str, command: list[str], *, environment: dict[str, str]) -> Step:
        """Start a command of ``manage.py`` that ends by itself."""
        log = self.logs / f"{command[0]}.log"
        log.unlink(missing_ok=True)
        process = spawn(
            [sys.executable, "manage.py", *command],
            environment=environment,
            log=log,
            directory=PROJECT,
            farewell=signal.SIGKILL,
        )
        return self._watch_step(title, log, process)

    def finish_step(self, step: Step) -> str:
        """Wait for a step and return what it printed; raise CannotStartError with its last lines when it
        fails.
        """
        self._await_step(step)
        if step.process.returncode != 0:
            raise CannotStartError(
                f"{step.title}: this failed. The last lines of {step.log}:\n{read_tail(step.log)}"
            )
        words = step.log.read_text(encoding="utf-8", errors="replace").strip()
        step.log.unlink()  # one of them is a password
        return words

    def runner(self, account: Account) -> RunStep:
        """Return what runs a command as another account to its end, stopping it when we are asked to stop."""

        def run(command: list[str]) -> tuple[int, str]:
            log = self.logs / f"{Path(command[0]).name}.log"
            log.unlink(missing_ok=True)
            process = spawn(
                command,
                environment=plain_environment(),
                log=log,
                directory=Path("/"),
                farewell=signal.SIGKILL,
                account=account,
            )
            step = self._watch_step(Path(command[0]).name, log, process)
            self._await_step(step)
            return process.returncode, log.read_text(encoding="utf-8", errors="replace")

        return run

    def _watch_step(self, title: str, log: Path, process: subprocess.Popen[bytes]) -> Step:
        self.record.add(process.pid)
        step = Step(title, log, process)
        self.steps.append(step)
        return step

    def _await_step(self, step: Step) -> None:
        while step.process.poll() is None:
            self.pause(0.02)
        self.steps.remove(step)
        self.record.forget(step.process.pid)

    # --- Children ------------------------------------------------------------------------------------------

    def launch(self, child: Child) -> None:
        """Start a child and take it under watch."""
        if child not in self.children:
            self.children.append(child)
        try:
            self.record.add(child.launch())
        except OSError as error:
            raise CannotStartError(f"{child.title} cannot be started: {error}.") from error

    def await_ready(self, *children: Child) -> None:
        """Wait until children are ready, saying so; raise CannotStartError with the log of a failure."""
        waiting = list(children)
        while waiting:
            for child in list(waiting):
                if child.is_dead:
                    raise CannotStartError(self._explain(child, f"{child.title} {child.describe_end()}"))
                if child.is_ready():
                    child.ready = True
                    self.say(f"{child.title} is ready ({child.elapsed:.1f} s)")
                    waiting.remove(child)
                elif child.elapsed > child.patience:
                    raise CannotStartError(
                        self._explain(child, f"{child.title} is not ready after {child.patience:.0f} s")
                    )
            if waiting:
                self.pause(0.05)

    def watch(self) -> None:
        """Keep all children alive until we are asked to stop; raise CannotStartError when one keeps dying."""
        next_look = 0.0
        while True:
            for child in self.children:
                self._look_after(child)
            if os.getpid() == 1:
                reap_strangers({child.process.pid for child in self.children if child.process})
            if time.monotonic() > next_look:
                bound_logs(self.logs)
                next_look = time.monotonic() + BETWEEN_LOOKS_AT_LOGS
            self.pause()

    def _look_after(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.restart_at:
                self.launch(child)
            return
        if child.is_dead:
            pid, end = child.process.pid, child.describe_end()
            child.bury()
            self.record.forget(pid)
            if child.is_hopeless:
                raise CannotStartError(self._explain(child, f"{child.title} keeps ending; at last it {end}"))
            self.say(f"{child.title} {end}; starting it again")
            return
        if child.ready:
            return
        if child.is_ready():
            child.ready = True
            self.say(f"{child.title} is ready again ({child.elapsed:.1f} s)")
        elif child.elapsed > child.patience:
            child.process.kill()

    def _explain(self, child: Child, what: str) -> str:
        return f"{what}. The last lines of {child.log}:\n{read_tail(child.log)}"

    # --- The end -------------------------------------------------------------------------------------------

    def stop(self, order: list[list[Child]]) -> None:
        """Stop steps, then the children group by group; nothing of them is left afterwards."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        for step in self.steps:
            end_session(step.process.pid, patience=0.5)
            step.process.wait()
        for group in order:
            stop_together([child for child in group if child in self.children])
        self.record.close()


def reap_strangers(own: set[int]) -> None:
    """As the first process of a container, bury the orphans that are given to us."""
    while True:
        try:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if found is None or found.si_pid in own:
            return
        os.waitpid(found.si_pid, 0)
