package io.tessera.metering;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All who count, as they come and go. For those who read figures. */
@Component(service = MeterSources.class)
public final class MeterSources {
  private final List<MeterSource> sources = new CopyOnWriteArrayList<>();

  @Activate
  public MeterSources() {}

  @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
  public void addSource(MeterSource source) {
    sources.add(source);
  }

  public void removeSource(MeterSource source) {
    sources.remove(source);
  }

  /** Has everybody tell. */
  public void tell(Readings readings) {
    sources.forEach(source -> source.tell(readings));
  }
}
