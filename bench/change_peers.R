# change_peers.R: what change_peers.py asks of R. Writes a table and a time for what is installed.
given <- commandArgs(trailingOnly = TRUE)
place <- given[1]
reliability <- as.numeric(given[2])
points <- as.numeric(given[3])

took <- function(task) {
  times <- vapply(1:3, function(i) system.time(task())[["elapsed"]], numeric(1))
  median(times)
}
write_seconds <- function(name, seconds) cat(format(seconds, digits = 15), file = file.path(place, paste0(name, ".seconds")))

if (requireNamespace("clinicalsignificance", quietly = TRUE)) {
  pairs <- read.csv(file.path(place, "pairs.csv"))
  for (method in c("JT", "GLN", "HLL", "EN", "NK", "HA")) {
    run <- function() {
      arguments <- list(pairs, quote(id), quote(t), quote(y), pre = 1, post = 2, reliability = reliability,
                        better_is = "lower", rci_method = method)
      if (method == "NK") arguments$reliability_post <- reliability
      do.call(clinicalsignificance::cs_distribution, arguments)
    }
    found <- run()
    persons <- clinicalsignificance::cs_get_augmented_data(found)
    write.csv(data.frame(category = persons$category), file.path(place, paste0(method, ".csv")), row.names = FALSE)
    write_seconds(method, took(run))
  }
}

if (requireNamespace("suddengains", quietly = TRUE)) {
  courses <- tibble::as_tibble(read.csv(file.path(place, "courses.csv")))
  run <- function() {
    suddengains::identify_sg(courses, id_var_name = "id", sg_var_list = setdiff(names(courses), "id"),
                             sg_crit1_cutoff = points)
  }
  found <- as.data.frame(run())
  flags <- found[, grepl("^sg_", names(found))]
  write.csv(data.frame(sudden = as.vector(t(as.matrix(flags)))), file.path(place, "gains.csv"), row.names = FALSE)
  write_seconds("gains", took(run))
}
