package io.tessera.provisioning.api.admin;

import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The keys that encrypt stored secrets. They lie in a file of each node, {@code keys/master.key};
 * only their ids are ever told.
 */
@ProviderType
public interface SecretKeys {
  /** The keys of this node, the one that encrypts first. */
  List<SecretKey> list();

  /** Makes a key that decrypts, and encrypts once it is told to. */
  SecretKey add(Caller caller);

  /**
   * From now on this key encrypts, on this node, and every stored secret is encrypted with it anew:
   * all of them or, when one cannot be read, none.
   *
   * @return how many were encrypted anew
   * @throws RejectedException NOT_FOUND; CONFLICT when a stored secret cannot be read
   */
  int use(Caller caller, String id);

  /**
   * Deletes a key. Secrets in backups made before it was replaced need it.
   *
   * @throws RejectedException NOT_FOUND; CONFLICT when it encrypts or a stored secret needs it
   */
  void remove(Caller caller, String id);

  /**
   * A key.
   *
   * @param encrypts whether new secrets are encrypted with it
   * @param secrets how many stored secrets need it
   */
  record SecretKey(String id, boolean encrypts, int secrets) {}
}
