package io.tessera.federation.internal;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import io.tessera.federation.spi.SignInProtocol;
import io.tessera.provisioning.api.admin.SignIn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The protocols that are there; the one place where they come and go. */
@Component(name = "io.tessera.federation.protocols", service = Protocols.class)
public final class Protocols {
  private final List<SignInProtocol> present = new CopyOnWriteArrayList<>();

  @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
  void addProtocol(SignInProtocol protocol) {
    present.add(protocol);
  }

  void removeProtocol(SignInProtocol protocol) {
    present.remove(protocol);
  }

  Optional<SignInProtocol> named(SignIn.Protocol name) {
    return present.stream().filter(protocol -> protocol.name() == name).findFirst();
  }
}
