package io.tessera.connector.jdbc.internal;

import io.tessera.connector.jdbc.internal.ChangeFeed.Entry;
import io.tessera.connector.jdbc.internal.Column.Value;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteChanges.Known;
import io.tessera.connector.spi.RemoteChanges.Put;
import io.tessera.connector.spi.RemoteChanges.RemoteChange;
import io.tessera.connector.spi.RemoteChanges.Removed;
import io.tessera.connector.spi.RemoteId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which rows have changed. A row that is there is told as it is now, one that is not as
 * removed, so a change that is told late or twice tells the truth.
 */
final class ChangeLog {
  private static final int LARGEST_PAGE = 1_000;

  private final Database database;
  private final Layouts layouts;
  private final Duration settling;
  private final Clock clock;

  ChangeLog(Database database, Layouts layouts, Duration settling, Clock clock) {
    this.database = database;
    this.layouts = layouts;
    this.settling = settling;
    this.clock = clock;
  }

  RemoteChanges changes(ObjectType type, @Nullable String written, int most)
      throws TargetFailure, InterruptedException {
    Layout layout = layouts.of(type);
    ChangeFeed feed = ChangeFeed.of(layouts, layout);
    AccountRows rows = new AccountRows(layout);
    @Nullable ChangeToken token = written == null ? null : ChangeToken.of(written);
    int bound = Math.max(1, Math.min(most, LARGEST_PAGE));
    return database.ask(
        "ask for changes of " + layout.kind().label() + "s",
        c -> token == null ? now(feed.last(c)) : changes(c, layout, feed, rows, token, bound));
  }

  private Known now(Optional<String> last) {
    ChangeToken token = new ChangeToken(last, Optional.empty(), last, clock.millis());
    return new Known(List.of(), token.written(), false);
  }

  private Known changes(
      Connection connection,
      Layout layout,
      ChangeFeed feed,
      AccountRows rows,
      ChangeToken token,
      int most)
      throws SQLException, TargetFailure {
    long now = clock.millis();
    Optional<String> last = feed.last(connection);
    if (feed.beganAnew(token, last)) {
      throw TargetFailure.of(
          FailureKind.GONE, "The numbers of the change table began anew; list all.");
    }
    ChangeToken settled =
        settling.isZero() ? new ChangeToken(token.told(), token.row(), last, now) : token;
    if (now - settled.seenMillis() < settling.toMillis()) {
      return new Known(List.of(), settled.written(), false);
    }
    if (settled.mark().isEmpty()) {
      return new Known(List.of(), settled.finished(last, now).written(), false);
    }
    List<Entry> entries = feed.after(connection, settled, most + 1);
    boolean more = entries.size() > most;
    List<Entry> told = more ? entries.subList(0, most) : entries;
    ChangeToken next =
        more
            ? settled.toldUpTo(told.get(most - 1).number(), told.get(most - 1).row())
            : settled.finished(last, now);
    return new Known(state(connection, layout, rows, told), next.written(), more);
  }

  private static List<RemoteChange> state(
      Connection connection, Layout layout, AccountRows rows, List<Entry> told)
      throws SQLException, TargetFailure {
    Set<String> ids = new LinkedHashSet<>();
    for (Entry entry : told) {
      // Of several changes of a row the last counts.
      String id = layout.id().asRead(entry.row());
      ids.remove(id);
      ids.add(id);
    }
    ids.remove("");
    Map<Object, Account> present = present(connection, layout, rows, ids);
    List<RemoteChange> changes = new ArrayList<>();
    for (String id : ids) {
      Optional<Account> account = comparable(layout, id).map(present::get);
      changes.add(account.isPresent() ? new Put(account.get()) : new Removed(new RemoteId(id)));
    }
    return changes;
  }

  private static Map<Object, Account> present(
      Connection connection, Layout layout, AccountRows rows, Set<String> ids)
      throws SQLException, TargetFailure {
    List<Value> values = ids.stream().flatMap(id -> layout.id().search(id).stream()).toList();
    Map<Object, Account> present = new HashMap<>();
    for (List<Value> some : Memberships.batches(values)) {
      Sql sql = rows.select().whereIn(layout.id(), some).and(layout.present());
      try (PreparedStatement statement = sql.prepare(connection);
          ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          Optional<Account> account = rows.read(found);
          account.ifPresent(
              a -> comparable(layout, a.id().value()).ifPresent(id -> present.put(id, a)));
        }
      }
    }
    return present;
  }

  /** The change table may write an id otherwise than the row has it. */
  private static Optional<Object> comparable(Layout layout, String id) {
    return layout.id().type().parse(id).map(layout.id()::comparable);
  }
}
