# Says of every table, as datasets/diplocalls.R loads it, what each column holds, one JSON object.
# Run by test_r.py: Rscript describe_tables.R SCRIPT

source(commandArgs(trailingOnly = TRUE)[1])

describe <- function(values) {
  full <- values[!is.na(values)]
  found <- list(class = class(values)[1], n = length(full))
  if (is.factor(values)) {
    found$levels <- levels(values)
    found$counts <- as.integer(table(values))
  } else if (inherits(values, c("Date", "POSIXct"))) {
    found$sum <- sum(as.numeric(full))
  } else if (is.character(values)) {
    found$sum <- sum(nchar(full))
  } else {
    found$sum <- sum(as.numeric(full))
  }
  found
}

shown <- list()
for (name in diplocalls_tables()) {
  data <- diplocalls_load(name)
  shown[[name]] <- c(list(n_rows = nrow(data)), list(columns = lapply(data, describe)))
}
message <- tryCatch(diplocalls_load("clams"), error = function(error) conditionMessage(error))
plain <- tryCatch(diplocalls_codebook("claims", "stance"), error = function(e) conditionMessage(e))
codes <- diplocalls_codebook("claims", "act")
said <- diplocalls_codebook("claims")$description[1]
cat(jsonlite::toJSON(list(tables = shown, message = message, plain = plain, codes = codes, said = said,
                          cite = diplocalls_cite()), auto_unbox = TRUE, digits = NA))
