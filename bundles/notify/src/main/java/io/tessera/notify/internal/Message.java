package io.tessera.notify.internal;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is sent at once.
 *
 * @param server name of the node that sends
 * @param notices none for a test
 */
record Message(String server, Instant at, List<Notice> notices) {
  Message {
    notices = List.copyOf(notices);
  }

  String subject() {
    if (notices.isEmpty()) {
      return "Tessera: a test";
    }
    Notice first = notices.get(0);
    String more = notices.size() == 1 ? "" : " and " + (notices.size() - 1) + " more";
    return "Tessera: "
        + first.condition().word()
        + (first.target().isEmpty() ? "" : " " + first.target())
        + (first.resolved() ? " is over" : "")
        + more;
  }

  String text() {
    if (notices.isEmpty()) {
      return "This is a test of an alert channel. Nothing is wrong.\n\nNode " + server + "\n";
    }
    return notices.stream()
            .map(notice -> notice.line() + "\n    since " + notice.since())
            .collect(Collectors.joining("\n\n"))
        + "\n\nNode "
        + server
        + ", "
        + at
        + "\n";
  }
}
