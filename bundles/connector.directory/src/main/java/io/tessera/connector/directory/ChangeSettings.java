package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.DN;
import io.tessera.connector.spi.FailureKind;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** How to learn what has changed in a directory. */
public final class ChangeSettings {
  private final Way way;
  private final @Nullable DN base;
  private final Clock clock;

  private enum Way {
    NONE,
    STAMPS,
    CHANGE_LOG,
    ACCESS_LOG,
    UPDATE_SEQUENCE
  }

  private ChangeSettings(Way way, @Nullable DN base, Clock clock) {
    this.way = way;
    this.base = base;
    this.clock = clock;
  }

  /** Not at all. */
  public static ChangeSettings none() {
    return new ChangeSettings(Way.NONE, null, Clock.systemUTC());
  }

  /** By {@code modifyTimestamp} (RFC 4512 section 3.4.4), which every directory keeps. */
  public static ChangeSettings stamps(Clock clock) {
    return new ChangeSettings(Way.STAMPS, null, clock);
  }

  /** By the entries of a change log (draft-good-ldap-changelog). */
  public static ChangeSettings changeLog(DN base) {
    return new ChangeSettings(Way.CHANGE_LOG, base, Clock.systemUTC());
  }

  /** By the entries of OpenLDAP's overlay accesslog. */
  public static ChangeSettings accessLog(DN base, Clock clock) {
    return new ChangeSettings(Way.ACCESS_LOG, base, clock);
  }

  /** By {@code uSNChanged} (MS-ADTS 3.1.1.1.9) of Active Directory. */
  public static ChangeSettings updateSequence() {
    return new ChangeSettings(Way.UPDATE_SEQUENCE, null, Clock.systemUTC());
  }

  ChangeFeed feed(Directory directory, Finder finder, Accounts accounts, Dialect dialect) {
    Oldest oldest = new Oldest(directory);
    DN log = base == null ? DN.NULL_DN : base;
    return switch (way) {
      case STAMPS -> new StampedFeed(oldest, new EntryStamps(finder, accounts, dialect), clock);
      case CHANGE_LOG -> new ChangeLogFeed(directory, finder, accounts, dialect, log);
      case ACCESS_LOG -> new StampedFeed(oldest, new AccessLog(finder, accounts, log), clock);
      case UPDATE_SEQUENCE -> new UpdateSequenceFeed(directory, oldest, finder, accounts, dialect);
      case NONE ->
          (type, token, most) -> {
            throw TargetFailure.of(
                FailureKind.CONFIGURATION, "How to learn of changes is not set; set changes.");
          };
    };
  }
}
