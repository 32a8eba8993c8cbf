package io.tessera.admin.api.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.SignInLock;
import io.tessera.provisioning.api.admin.SignInLocks;
import java.util.ArrayList;
import java.util.List;

/** Locks in memory. */
final class FakeSignInLocks implements SignInLocks {
  final List<SignInLock> locks = new ArrayList<>();

  @Override
  public List<SignInLock> list(int most) {
    return List.copyOf(locks);
  }

  @Override
  public void lift(Caller caller, String account) {
    if (!locks.removeIf(lock -> lock.account().equals(account))) {
      throw RejectedException.of(Problem.Kind.NOT_FOUND, "There is no lock.");
    }
  }
}
