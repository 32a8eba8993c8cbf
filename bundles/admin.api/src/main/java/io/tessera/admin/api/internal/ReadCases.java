package io.tessera.admin.api.internal;

import io.tessera.provisioning.api.admin.Bundles;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Entitlements;
import io.tessera.provisioning.api.admin.Finder;
import io.tessera.provisioning.api.admin.Overviews;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.Runs;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of those who look for something, or at how all is. */
@Component(service = ReadCases.class)
public final class ReadCases {
  private final People people;
  private final Finder finder;
  private final Overviews overviews;
  private final Runs runs;
  private final Entitlements entitlements;
  private final Bundles bundles;
  private final ServerSettings settings;

  @Activate
  public ReadCases(
      @Reference(name = "people") People people,
      @Reference(name = "finder") Finder finder,
      @Reference(name = "overviews") Overviews overviews,
      @Reference(name = "runs") Runs runs,
      @Reference(name = "entitlements") Entitlements entitlements,
      @Reference(name = "bundles") Bundles bundles,
      @Reference(name = "settings") ServerSettings settings) {
    this.people = people;
    this.finder = finder;
    this.overviews = overviews;
    this.runs = runs;
    this.entitlements = entitlements;
    this.bundles = bundles;
    this.settings = settings;
  }

  People people() {
    return people;
  }

  List<Object> resources(Connections connections) {
    return List.of(
        new UsersResource(people),
        new GroupsResource(people),
        new SearchResource(finder),
        new OverviewResource(overviews),
        new TargetStatusResource(overviews),
        new RunsResource(runs),
        new EntitlementsResource(entitlements, connections),
        new BundlesResource(bundles, connections),
        new SettingsResource(settings));
  }
}
