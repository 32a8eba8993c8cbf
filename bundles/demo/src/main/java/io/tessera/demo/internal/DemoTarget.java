package io.tessera.demo.internal;

import io.tessera.demo.directory.DemoDirectory;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.Target;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the demo directory a target of the server, as an operator would by the same use cases, and
 * follows it when its port has changed since the last start.
 */
@Component(service = DemoTarget.class, immediate = true)
public final class DemoTarget {
  private static final Logger LOG = LoggerFactory.getLogger(DemoTarget.class);
  private static final String PROVIDER = "demo";
  private static final String TARGET = "demo-directory";
  private static final String LDAP = "io.tessera.connector.ldap";

  @Activate
  public DemoTarget(
      @Reference(name = "connections") Connections connections,
      @Reference(name = "directory") DemoDirectory directory) {
    Caller caller = Caller.internal("demo", UUID.randomUUID().toString());
    if (connections.identityProviders(caller).stream().noneMatch(p -> p.name().equals(PROVIDER))) {
      connections.createIdentityProvider(
          caller, new IdentityProvider.Draft(PROVIDER, "Demo", true));
    }
    Target.Draft draft = draft(directory);
    Optional<Target> present =
        connections.targets(caller).stream().filter(t -> t.name().equals(TARGET)).findFirst();
    if (present.isEmpty()) {
      connections.createTarget(caller, draft);
      LOG.info("target {} leads to the demo directory", TARGET);
    } else if (portOf(present.get().settings()) != directory.port()) {
      connections.replaceTarget(caller, present.get().id(), present.get().version(), draft);
      LOG.info("target {} follows the demo directory to port {}", TARGET, directory.port());
    }
  }

  private static Target.Draft draft(DemoDirectory directory) {
    Attributes settings =
        Attributes.builder()
            .put("host", directory.host())
            .put("port", Value.Num.of(directory.port()))
            .put("security", "none")
            .put("bindDn", directory.bindDn())
            .put("bindPassword", directory.bindPassword())
            .put("userBase", directory.peopleBase())
            .put("groupBase", directory.groupsBase())
            .build();
    return new Target.Draft(TARGET, PROVIDER, LDAP, true, settings, null, null);
  }

  private static int portOf(Attributes settings) {
    return settings.get("port").orElse(Value.NONE) instanceof Value.Num port
        ? port.value().intValue()
        : 0;
  }
}
