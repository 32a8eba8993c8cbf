package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Accounts that are locked because of wrong passwords. */
@ProviderType
public interface SignInLocks {
  /** Those locked now whose names somebody has, by name. */
  List<SignInLock> list(int most);

  /**
   * Lets the account be tried at once and forgets its wrong passwords.
   *
   * @param account {@code DOMAIN/name} in any case, or a name alone
   * @throws RejectedException NOT_FOUND
   */
  void lift(Caller caller, String account);
}
