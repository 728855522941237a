"""Where notices come from: folders and web columns, fetched with manners, recorded run by run."""
