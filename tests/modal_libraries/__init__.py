"""`Dismiss Modals` on the dialogs, banners, tours and messages of public libraries, which npm installs outside of git."""
