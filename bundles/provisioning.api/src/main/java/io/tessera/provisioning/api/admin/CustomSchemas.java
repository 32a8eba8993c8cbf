package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The extension schemas of the server that are configured. A change is in force on this node when
 * the call returns, on others within seconds.
 */
@ProviderType
public interface CustomSchemas {
  /** By URN. */
  List<CustomSchema> list();

  /**
   * @param urn in any case
   */
  Optional<CustomSchema> get(String urn);

  /**
   * @param document see {@link CustomSchema#document()}; what is left out has the defaults of RFC
   *     7643 section 2.2
   * @throws RejectedException INVALID_VALUE with the place of each mistake, e.g. {@code
   *     attributes[2].subAttributes[0].type}; UNIQUENESS at {@code id}
   */
  CustomSchema create(Caller caller, Attributes document);

  /**
   * Puts another definition in the place of the present one. Values of attributes that are gone or
   * have another type stay in the resources and are not shown.
   *
   * @throws RejectedException as {@link #create}; NOT_FOUND; STALE
   */
  CustomSchema replace(Caller caller, String urn, long expectedVersion, Attributes document);

  /**
   * Values stay in the resources and are not shown; they come back when the schema does.
   *
   * @throws RejectedException NOT_FOUND; STALE
   */
  void delete(Caller caller, String urn, long expectedVersion);
}
