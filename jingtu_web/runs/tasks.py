"""What the worker is asked to do."""

from django_tasks import task

from jingtu_web.runs.execution import execute


@task()
def compute(run: str) -> None:
    """Compute the run with this id."""
    execute(run)
