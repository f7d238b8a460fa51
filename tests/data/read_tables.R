# Reads the tables of a data package as a newcomer to R would, with read.csv alone, and stops where
# a column of text is read as a number, a logical or a factor, or where text is taken for missing.
# Run by test_r.py: Rscript read_tables.R FOLDER COLUMNS, where COLUMNS lists table, column, kind.

arguments <- commandArgs(trailingOnly = TRUE)
columns <- read.csv(arguments[2], stringsAsFactors = FALSE)
faults <- character(0)

for (table in unique(columns$table)) {
  path <- file.path(arguments[1], paste0(table, ".csv"))
  if (!file.exists(path)) next
  read <- read.csv(path, encoding = "UTF-8")
  raw <- read.csv(path, colClasses = "character", na.strings = character(0), encoding = "UTF-8")
  wanted <- columns[columns$table == table, ]
  if (!identical(names(read), wanted$column)) faults <- c(faults, paste(table, "has other columns"))
  for (i in seq_len(nrow(wanted))) {
    column <- wanted$column[i]
    full <- raw[[column]] != ""
    if (!any(full)) next
    class_read <- class(read[[column]])[1]
    class_wanted <- switch(wanted$kind[i], integer = "integer", number = "numeric",
                           boolean = "logical", "character")
    if (class_read != class_wanted) {
      faults <- c(faults, paste0(table, "$", column, " is ", class_read))
    }
    if (any(is.na(read[[column]][full]))) {
      faults <- c(faults, paste0(table, "$", column, " has text read as NA"))
    }
    if (class_wanted == "character" && any(read[[column]][full] != raw[[column]][full])) {
      faults <- c(faults, paste0(table, "$", column, " is read otherwise"))
    }
  }
}

claims <- read.csv(file.path(arguments[1], "claims.csv"), encoding = "UTF-8")
cat(nrow(claims), sum(claims$stance), length(unique(claims$act)), "\n")
if (length(faults) > 0) {
  cat(faults, sep = "\n")
  quit(status = 1)
}
