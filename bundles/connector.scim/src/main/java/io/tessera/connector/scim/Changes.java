package io.tessera.connector.scim;

import io.tessera.connector.scim.Pages.Page;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.Put;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what was changed since a time of the service's clock. That time lies somewhat back, so
 * that nothing is missed that was being written while we asked: what was changed shortly before is
 * told twice. What was removed cannot be asked for.
 */
final class Changes {
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** Where the service does not tell its time, ours must do. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

  private static final int BAD_REQUEST = 400;

  private final ScimClient client;
  private final Pages pages;
  private final Clock clock;

  Changes(ScimClient client, Pages pages, Clock clock) {
    this.client = client;
    this.pages = pages;
    this.clock = clock;
  }

  RemoteChanges since(Endpoint endpoint, @Nullable String token, int most)
      throws TargetFailure, InterruptedException {
    if (token == null) {
      Answer answer = client.get(endpoint.page("", 1, 1));
      answer.list();
      return new RemoteChanges.Known(List.of(), ChangeToken.at(now(answer)).toString(), false);
    }
    ChangeToken at = ChangeToken.parse(token);
    Page page = page(endpoint, at, most);
    Instant until = at.page().isPresent() ? at.until() : later(at.since(), now(page.answer()));
    Optional<String> next = page.next();
    ChangeToken after =
        next.isPresent()
            ? new ChangeToken(at.since(), until, Optional.of(PageCursor.parse(next.get())))
            : ChangeToken.at(until);
    return new RemoteChanges.Known(
        page.accounts().stream().map(Put::new).map(RemoteChanges.RemoteChange.class::cast).toList(),
        after.toString(),
        next.isPresent());
  }

  private Page page(Endpoint endpoint, ChangeToken at, int most)
      throws TargetFailure, InterruptedException {
    String condition = "meta.lastModified ge " + ScimText.quoted(at.since().toString());
    try {
      return pages.from(endpoint, condition, at.page().orElse(PageCursor.FIRST), most);
    } catch (TargetFailure refused) {
      if (refused.isStatus(BAD_REQUEST)) {
        throw refused.as(
            FailureKind.CONFIGURATION,
            "The service does not filter by meta.lastModified; its changes cannot be asked for. "
                + refused.failed().detail());
      }
      throw refused;
    }
  }

  private Instant now(Answer answer) {
    return answer
        .date()
        .map(date -> date.minus(MARGIN))
        .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(CLOCKS_DIFFER));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
