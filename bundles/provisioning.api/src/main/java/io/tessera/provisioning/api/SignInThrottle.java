package io.tessera.provisioning.api;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Slows down those who guess passwords: from the fifth wrong one in a row, nobody tries the account
 * for a second, then two, four, up to 15 minutes. Kept in the database, for all nodes and doors.
 * Names that nobody has are counted alike, so that they answer alike.
 *
 * <p>Names are given as they were typed: {@code name} or {@code DOMAIN/name}, in any case.
 */
@ProviderType
public interface SignInThrottle {
  /**
   * Asks for a try, before the password is hashed.
   *
   * @return zero when it may be tried now: then exactly one of the other methods has to be called;
   *     else how long to wait
   */
  Duration take(String name);

  /**
   * The password was wrong.
   *
   * @param known whether somebody has the name
   */
  void wrong(String name, boolean known);

  /**
   * The password was wrong, and the name is an administrator's: as {@link #wrong}, and it is in the
   * journal. How many such records there are is bounded by the pauses.
   */
  default void wrongOfAdministrator(String name, Sender sender) {
    wrong(name, true);
  }

  /** The password was right; what was counted is forgotten in a moment. */
  void right(String name);

  /** It was not found out whether the password is right. */
  void undecided(String name);
}
