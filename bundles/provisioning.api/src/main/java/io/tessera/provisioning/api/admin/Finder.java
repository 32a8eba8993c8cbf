package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Caller;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** One question, asked of everything that has a name or an id. */
@ProviderType
public interface Finder {
  /** Most of one kind in an answer. */
  int MOST = 5;

  /**
   * What begins with a text, in any case; targets, providers and roles also where a word of theirs
   * does. An id is taken for the one of an operation, a change of everything one request caused, a
   * user or a group. Kinds the caller may not see are left out.
   *
   * @param text 1 to 200 characters
   * @return at most {@link #MOST} of each kind, kind by kind
   * @throws io.tessera.model.RejectedException INVALID_VALUE at {@code q}
   */
  List<Hit> find(Caller caller, String text);

  /**
   * One that was found.
   *
   * @param id what its own resource is asked by
   * @param detail tells it from others of the same name
   */
  record Hit(Kind kind, String id, String name, String detail) {}

  /** What there is to find. */
  enum Kind {
    USER,
    GROUP,
    TARGET,
    IDENTITY_PROVIDER,
    SERVICE_PROVIDER,
    ROLE,
    OPERATION,
    /** All that one request caused. */
    TRACE
  }
}
