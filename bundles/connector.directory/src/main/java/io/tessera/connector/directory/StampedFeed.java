package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.tessera.connector.directory.Oldest.Placed;
import io.tessera.connector.directory.Oldest.Position;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.RemoteChanges;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes by the time at which the directory made them. Times are coarse and become visible
 * out of order, so what is younger than the newest by less than ten seconds is told again until ten
 * seconds have passed here without anything newer; from then on only what is newer.
 */
final class StampedFeed implements ChangeFeed {
  private static final long OVERLAP_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final String AFTER_ALL = "\uffff";

  private final Oldest oldest;
  private final Source source;
  private final Clock clock;

  StampedFeed(Oldest oldest, Source source, Clock clock) {
    this.oldest = oldest;
    this.source = source;
    this.clock = clock;
  }

  /** Where stamped entries come from. */
  interface Source {
    /** What finds all entries with a stamp of at least this; null: all there are. */
    SearchRequest since(ObjectType type, @Nullable Long epochMillis) throws TargetFailure;

    /** Its stamp, and what tells it from others with the same. */
    @Nullable Position at(SearchResultEntry entry) throws TargetFailure;

    /** What happened; none where it does not concern us. */
    Optional<RemoteChanges.RemoteChange> change(ObjectType type, SearchResultEntry entry)
        throws TargetFailure, InterruptedException;
  }

  /**
   * How far the changes were told.
   *
   * @param at the last one told, within a round
   * @param end the newest stamp of the round before
   * @param seen when we saw that stamp first, by our own clock
   */
  private record Told(State state, long at, long end, long seen, String atText) {
    private static final Pattern TEXT =
        Pattern.compile("([A-Z]+):(-?\\d{1,18}):(-?\\d{1,18}):(-?\\d{1,18}):(.*)");

    enum State {
      /** Some of a round is told. */
      WITHIN,
      /** A round is over; late ones may still come. */
      FRESH,
      /** Nothing late can come. */
      SETTLED
    }

    static Told of(String token) throws TargetFailure {
      Matcher text = TEXT.matcher(token);
      if (text.matches()) {
        for (State state : State.values()) {
          if (state.name().equals(text.group(1))) {
            return new Told(
                state,
                Long.parseLong(text.group(2)),
                Long.parseLong(text.group(3)),
                Long.parseLong(text.group(4)),
                text.group(5));
          }
        }
      }
      throw TargetFailure.of(FailureKind.INVALID, "The token is none of this connector's.");
    }

    Position from() {
      return switch (state) {
        case WITHIN -> new Position(at, atText);
        case FRESH -> new Position(end - OVERLAP_MILLIS, "");
        case SETTLED -> new Position(end, AFTER_ALL);
      };
    }

    Told within(Position last) {
      return new Told(State.WITHIN, last.number(), end, seen, last.text());
    }

    Told over(long newest, long now) {
      if (newest > end || state == State.WITHIN) {
        return new Told(State.FRESH, newest, Math.max(end, newest), now, "");
      }
      boolean settled = state == State.SETTLED || now - seen >= OVERLAP_MILLIS;
      return new Told(settled ? State.SETTLED : State.FRESH, end, end, seen, "");
    }

    String token() {
      return state + ":" + at + ":" + end + ":" + seen + ":" + atText;
    }
  }

  @Override
  public RemoteChanges.Known changes(ObjectType type, @Nullable String token, int most)
      throws TargetFailure, InterruptedException {
    long now = clock.millis();
    if (token == null) {
      long newest = oldest.last(source.since(type, null), source::at, new Position(0, "")).number();
      Told told = new Told(Told.State.FRESH, newest, newest, now, "");
      return new RemoteChanges.Known(List.of(), told.token(), false);
    }
    Told told = Told.of(token);
    Position from = told.from();
    List<Placed> some = oldest.first(source.since(type, from.number()), source::at, from, most + 1);
    boolean more = some.size() > most;
    List<Placed> given = more ? some.subList(0, most) : some;
    List<RemoteChanges.RemoteChange> changes = new ArrayList<>();
    for (Placed each : given) {
      source.change(type, each.entry()).ifPresent(changes::add);
    }
    Told next =
        more
            ? told.within(given.get(given.size() - 1).at())
            : told.over(
                given.isEmpty() ? told.end() : given.get(given.size() - 1).at().number(), now);
    return new RemoteChanges.Known(changes, next.token(), more);
  }
}
