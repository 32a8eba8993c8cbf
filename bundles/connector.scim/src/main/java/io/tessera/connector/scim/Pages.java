package io.tessera.connector.scim;

import io.tessera.connector.scim.Answer.Found;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads lists page by page, by index (RFC 7644 section 3.4.2.4) or by cursor (RFC 9865). */
final class Pages {
  private static final int TRIES = 4;

  private final ScimClient client;
  private final UserStoreDomain domain;

  /**
   * A page.
   *
   * @param answer it came in
   * @param next none: it is the last
   */
  record Page(Answer answer, List<Account> accounts, Optional<String> next) {}

  Pages(ScimClient client, UserStoreDomain domain) {
    this.client = client;
    this.domain = domain;
  }

  /** By cursor; the service keeps the place. */
  Page at(Endpoint endpoint, String cursor, int count) throws TargetFailure, InterruptedException {
    try {
      Answer answer = client.get(endpoint.pageAt(cursor, count));
      Found found = answer.list();
      if (found.next().filter(cursor::equals).isPresent()) {
        throw endless();
      }
      return new Page(answer, accounts(endpoint.type(), found.resources()), found.next());
    } catch (TargetFailure refused) {
      if (refused.isType("expiredCursor")) {
        throw refused.as(FailureKind.GONE, "The service has forgotten the listing; begin anew.");
      }
      throw refused;
    }
  }

  /**
   * By index. The last resources that were given are asked for again, so that none is skipped or
   * given twice because others in front of it came or went.
   *
   * @param condition filter; may be empty
   * @param most how many to give; somewhat more are asked for
   */
  Page from(Endpoint endpoint, String condition, PageCursor cursor, int most)
      throws TargetFailure, InterruptedException {
    int count = most + cursor.last().size();
    long start = Math.max(1, cursor.start() - cursor.last().size());
    for (int tries = 0; tries < TRIES; tries++) {
      Answer answer = client.get(endpoint.page(condition, start, count));
      Found found = answer.list();
      List<Attributes> resources = found.resources();
      long total = total(found, start);
      boolean last = start + resources.size() > total;
      int known = lastKnown(resources, cursor);
      if (known < 0 && !cursor.last().isEmpty() && total > 0) {
        start = earlier(start, count);
      } else if (known + 1 == resources.size() && !last) {
        start += known;
      } else {
        int end = Math.min(resources.size(), known + 1 + most);
        List<Attributes> fresh = resources.subList(known + 1, end);
        PageCursor next = cursor.after(start + end, ids(fresh));
        boolean all = last && end == resources.size();
        return new Page(
            answer,
            accounts(endpoint.type(), fresh),
            all ? Optional.empty() : Optional.of(next.toString()));
      }
    }
    throw endless();
  }

  private static TargetFailure endless() {
    return TargetFailure.of(
        FailureKind.CONFIGURATION,
        "The service gives the same page again and again; it cannot be listed.");
  }

  /** Accounts that are missing from a list that seems complete would be taken for removed. */
  private static long total(Found found, long start) throws TargetFailure {
    if (found.total().isPresent()) {
      long total = found.total().getAsLong();
      if (!found.resources().isEmpty() || start > total) {
        return total;
      }
    }
    throw TargetFailure.of(
        FailureKind.CONFIGURATION,
        "The service does not say how many there are, or gives none of them; it cannot be"
            + " listed.");
  }

  /** The list has moved, or what was given last was removed. */
  private static long earlier(long start, int count) throws TargetFailure {
    if (start == 1) {
      throw TargetFailure.of(
          FailureKind.GONE, "The list has changed too much while it was read; begin anew.");
    }
    return Math.max(1, start - count);
  }

  /** Where the last resource is that was given before; -1 when there is none. */
  private static int lastKnown(List<Attributes> resources, PageCursor cursor) {
    for (int i = resources.size() - 1; i >= 0; i--) {
      if (resources.get(i).text("id").filter(cursor.last()::contains).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  private static List<RemoteId> ids(List<Attributes> resources) throws TargetFailure {
    List<RemoteId> ids = new ArrayList<>();
    for (Attributes each : resources) {
      ids.add(Answer.requiredId(each));
    }
    return ids;
  }

  private List<Account> accounts(ResourceType resources, List<Attributes> found)
      throws TargetFailure {
    ObjectType type = resources == ResourceType.USER ? ObjectType.USER : ObjectType.GROUP;
    List<Account> accounts = new ArrayList<>(found.size());
    for (Attributes each : found) {
      TargetAttributes attributes = FlatResource.of(each);
      if (domain.holds(type, attributes)) {
        accounts.add(
            new Account(
                Answer.requiredId(each),
                domain.inward(type, attributes),
                type == ObjectType.USER ? activity(each) : null,
                each.complex("meta").text("version").orElse(null)));
      }
    }
    return accounts;
  }

  private static @Nullable Activity activity(Attributes user) {
    return user.bool("active")
        .map(active -> active ? Activity.ENABLED : Activity.DISABLED)
        .orElse(null);
  }
}
