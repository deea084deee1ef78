"""Taking a file in without letting it fill the disk."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedUpload(TemporaryFileUploadHandler):
    """Keeps no more of a file than the limit. Its whole size is told, so that it can be refused in words."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what comes in, until there is more than will be taken."""
        if start <= settings.UPLOAD_LIMIT:
            super().receive_data_chunk(raw_data, start)
