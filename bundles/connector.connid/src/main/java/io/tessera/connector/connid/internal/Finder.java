package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.identityconnectors.framework.api.operations.SearchApiOp;
import org.identityconnectors.framework.common.objects.ConnectorObject;
import org.identityconnectors.framework.common.objects.Name;
import org.identityconnectors.framework.common.objects.OperationOptions;
import org.identityconnectors.framework.common.objects.OperationOptionsBuilder;
import org.identityconnectors.framework.common.objects.Uid;
import org.identityconnectors.framework.common.objects.filter.FilterBuilder;

/** Looks objects up. */
final class Finder {
  private final Facade facade;

  Finder(Facade facade) {
    this.facade = facade;
  }

  boolean canSearch() {
    return facade.can(SearchApiOp.class);
  }

  Optional<ConnectorObject> byId(ObjectKind kind, String id, TargetAttributes wanted)
      throws TargetFailure, InterruptedException {
    return byId(kind, id, options(kind, wanted));
  }

  Optional<ConnectorObject> byId(ObjectKind kind, String id, OperationOptions options)
      throws TargetFailure, InterruptedException {
    Uid uid = new Uid(id);
    List<ConnectorObject> found = new ArrayList<>();
    try {
      facade.call(
          connector ->
              connector.search(
                  kind.objectClass(),
                  FilterBuilder.equalTo(uid),
                  o -> !isOf(o, id) || !found.add(o),
                  options));
    } catch (TargetFailure failure) {
      if (!failure.is(FailureKind.GONE)) {
        throw failure.ofAsking();
      }
    }
    return found.stream().findFirst();
  }

  private static boolean isOf(ConnectorObject object, String id) {
    return object.getUid().getUidValue().equals(id);
  }

  /**
   * Connectors that cannot filter give all they have.
   *
   * @return several only where a target has several of one name
   */
  List<ConnectorObject> byName(ObjectKind kind, String name, TargetAttributes wanted)
      throws TargetFailure, InterruptedException {
    List<ConnectorObject> same = new ArrayList<>();
    WrittenName wantedName = new WrittenName(name);
    List<ConnectorObject> alike = new ArrayList<>();
    try {
      facade.call(
          connector ->
              connector.search(
                  kind.objectClass(),
                  FilterBuilder.equalTo(new Name(name)),
                  o -> {
                    if (name.equals(o.getName().getNameValue())) {
                      same.add(o);
                    } else if (wantedName.isLike(o.getName().getNameValue())) {
                      alike.add(o);
                    }
                    return same.size() < 2;
                  },
                  options(kind, wanted)));
    } catch (TargetFailure failure) {
      if (!failure.is(FailureKind.GONE)) {
        throw failure.ofAsking();
      }
    }
    return same.isEmpty() ? alike : same;
  }

  static OperationOptions options(ObjectKind kind, TargetAttributes wanted) {
    OperationOptionsBuilder options = new OperationOptionsBuilder();
    List<String> names = kind.wanted(wanted);
    if (!names.isEmpty()) {
      options.setAttributesToGet(names);
    }
    return options.build();
  }
}
