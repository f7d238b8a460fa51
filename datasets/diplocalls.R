# diplocalls in R: load a table with its types, look a column up, cite the version.
#
#   source("datasets/diplocalls.R")
#   claims <- diplocalls_load("claims")
#
# Needs jsonlite (Debian: r-cran-jsonlite) to read datapackage.json, which says what every column is.
# Works wherever datapackage.json and datasets/tables lie together: a checkout or a downloaded copy.
# Nothing is derived here and nothing is fetched.

# The folder with datapackage.json: the one above this file, where source() says where that is.
.diplocalls_folder <- local({
  sourced <- unlist(lapply(sys.frames(), function(frame) frame$ofile))
  if (length(sourced) > 0) {
    normalizePath(file.path(dirname(sourced[length(sourced)]), ".."))
  } else {
    normalizePath(".")
  }
})

# The description of the data package, as a list.
.diplocalls_package <- function(folder) {
  path <- file.path(folder, "datapackage.json")
  if (!file.exists(path)) {
    stop("no datapackage.json in ", folder, "; give folder = the folder that has it", call. = FALSE)
  }
  if (!requireNamespace("jsonlite", quietly = TRUE)) {
    stop("needs jsonlite; run: install.packages(\"jsonlite\")", call. = FALSE)
  }
  jsonlite::fromJSON(path, simplifyVector = FALSE)
}

# The description of one table.
.diplocalls_resource <- function(table, folder) {
  resources <- .diplocalls_package(folder)$resources
  names(resources) <- vapply(resources, function(one) one$name, "")
  if (!table %in% names(resources)) {
    stop("no table '", table, "' with rows; there are ", paste(names(resources), collapse = ", "),
         call. = FALSE)
  }
  resources[[table]]
}

# Names of the tables that have rows.
diplocalls_tables <- function(folder = .diplocalls_folder) {
  vapply(.diplocalls_package(folder)$resources, function(one) one$name, "")
}

# A table as a data frame. Days become Date, moments POSIXct in UTC, codes factors whose levels stand
# in the order of the codebook (text with factors = FALSE). Empty cells are NA.
diplocalls_load <- function(table, factors = TRUE, folder = .diplocalls_folder) {
  resource <- .diplocalls_resource(table, folder)
  data <- utils::read.csv(file.path(folder, resource$path), colClasses = "character",
                          na.strings = "", encoding = "UTF-8", check.names = FALSE)
  for (field in resource$schema$fields) {
    cells <- data[[field$name]]
    data[[field$name]] <- switch(
      field$type,
      integer = as.integer(cells),
      number = as.numeric(cells),
      boolean = as.logical(cells),
      date = as.Date(cells),
      datetime = as.POSIXct(cells, format = "%Y-%m-%dT%H:%M:%SZ", tz = "UTC"),
      if (factors && !is.null(field$categories)) {
        factor(cells, levels = vapply(field$categories, function(one) one$value, ""))
      } else {
        cells
      }
    )
  }
  data
}

# Columns of a table with type and meaning; with a column, its codes with labels and definitions.
diplocalls_codebook <- function(table, column = NULL, folder = .diplocalls_folder) {
  fields <- .diplocalls_resource(table, folder)$schema$fields
  pick <- function(list, key) vapply(list, function(one) one[[key]], "")
  if (is.null(column)) {
    return(data.frame(column = pick(fields, "name"), type = pick(fields, "type"),
                      description = pick(fields, "description"), stringsAsFactors = FALSE))
  }
  found <- Filter(function(field) field$name == column, fields)
  if (length(found) == 0) {
    stop(table, " has no column '", column, "'; it has ",
         paste(pick(fields, "name"), collapse = ", "), call. = FALSE)
  }
  if (is.null(found[[1]]$codeList)) {
    stop(table, "$", column, " has no codes. ", found[[1]]$description, call. = FALSE)
  }
  codes <- diplocalls_load("codes", folder = folder)
  mine <- codes[codes$list == found[[1]]$codeList, c("code", "label", "definition")]
  row.names(mine) <- NULL
  mine
}

# How to cite this version.
diplocalls_cite <- function(folder = .diplocalls_folder) .diplocalls_package(folder)$citation
