package io.tessera.connector.activedirectory.internal;

import com.unboundid.ldap.sdk.Entry;
import io.tessera.connector.activedirectory.internal.DomainSettings.Passwords;
import io.tessera.connector.spi.Operation.Activity;
import java.util.Optional;

/** The bits of {@code userAccountControl} that are ours (MS-ADTS section 2.2.16). */
final class AccountControl {
  static final String ATTRIBUTE = "userAccountControl";
  private static final int DISABLED = 0x2;
  private static final int PASSWORD_NOT_REQUIRED = 0x20;
  private static final int NORMAL_ACCOUNT = 0x200;

  private AccountControl() {}

  /** Of a new account. */
  static int ofNew(Activity activity, Passwords passwords) {
    int bits = NORMAL_ACCOUNT;
    if (passwords == Passwords.NOT_REQUIRED) {
      bits |= PASSWORD_NOT_REQUIRED;
    }
    return with(bits, activity);
  }

  /** The same bits but for the one that disables. */
  static int with(int bits, Activity activity) {
    return activity == Activity.DISABLED ? bits | DISABLED : bits & ~DISABLED;
  }

  static Activity of(int bits) {
    return (bits & DISABLED) == 0 ? Activity.ENABLED : Activity.DISABLED;
  }

  /** None where it cannot be read. */
  static Optional<Integer> in(Entry entry) {
    return Optional.ofNullable(entry.getAttributeValueAsInteger(ATTRIBUTE));
  }
}
