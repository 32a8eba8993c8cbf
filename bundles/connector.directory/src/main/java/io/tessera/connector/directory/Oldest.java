package io.tessera.connector.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import io.tessera.connector.spi.FailureKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The first few of many entries in an order that the directory itself does not keep: it is read
 * page by page, and no more than a few are held.
 */
final class Oldest {
  private static final int PAGE = 500;

  private final Directory directory;

  Oldest(Directory directory) {
    this.directory = directory;
  }

  /** Somewhere in the order: by number, then by text. */
  record Position(long number, String text) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
        Comparator.comparingLong(Position::number).thenComparing(Position::text);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }
  }

  /** An entry at its place. */
  record Placed(Position at, SearchResultEntry entry) {}

  /** Tells the place of an entry; null where it has none and is left out. */
  interface Order {
    @Nullable Position of(SearchResultEntry entry) throws TargetFailure;
  }

  /**
   * Reads all there is.
   *
   * @param after entries up to here are left out
   * @param most how many to give
   */
  List<Placed> first(SearchRequest request, Order order, Position after, int most)
      throws TargetFailure, InterruptedException {
    Comparator<Placed> byPlace = Comparator.comparing(Placed::at);
    PriorityQueue<Placed> kept = new PriorityQueue<>(byPlace.reversed());
    each(
        request,
        entry -> {
          Position at = order.of(entry);
          if (at != null && at.compareTo(after) > 0) {
            kept.add(new Placed(at, entry));
            if (kept.size() > most) {
              kept.remove();
            }
          }
        });
    List<Placed> first = new ArrayList<>(kept);
    Collections.sort(first, byPlace);
    return first;
  }

  /** The highest place there is; the given one where there is none above. */
  Position last(SearchRequest request, Order order, Position least)
      throws TargetFailure, InterruptedException {
    Position[] last = {least};
    each(
        request,
        entry -> {
          Position at = order.of(entry);
          if (at != null && at.compareTo(last[0]) > 0) {
            last[0] = at;
          }
        });
    return last[0];
  }

  private interface Visit {
    void entry(SearchResultEntry entry) throws TargetFailure;
  }

  private void each(SearchRequest request, Visit visit) throws TargetFailure, InterruptedException {
    LDAPConnection connection = directory.open();
    try {
      ASN1OctetString cookie = null;
      do {
        SearchRequest page = request.duplicate();
        page.addControl(new SimplePagedResultsControl(PAGE, cookie, true));
        SearchResult result =
            directory.ask(connection, "read what has changed", c -> c.search(page));
        for (SearchResultEntry entry : result.getSearchEntries()) {
          visit.entry(entry);
        }
        cookie = cookieOf(result);
      } while (cookie != null);
    } finally {
      connection.close();
    }
  }

  private static @Nullable ASN1OctetString cookieOf(SearchResult result) throws TargetFailure {
    try {
      SimplePagedResultsControl control = SimplePagedResultsControl.get(result);
      return control != null && control.moreResultsToReturn() ? control.getCookie() : null;
    } catch (LDAPException malformed) {
      throw TargetFailure.of(FailureKind.TRANSIENT, "read what has changed", malformed);
    }
  }
}
