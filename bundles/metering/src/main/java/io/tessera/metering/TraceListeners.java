package io.tessera.metering;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All who listen, as they come and go. For those who have something to tell. */
@Component(service = TraceListeners.class)
public final class TraceListeners {
  private final List<TraceListener> listeners = new CopyOnWriteArrayList<>();

  @Activate
  public TraceListeners() {}

  @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
  public void addListener(TraceListener listener) {
    listeners.add(listener);
  }

  public void removeListener(TraceListener listener) {
    listeners.remove(listener);
  }

  /** Whether there is nobody to tell, so that nothing need be put together. */
  public boolean isNobody() {
    return listeners.isEmpty();
  }

  public void answered(AnsweredRequest request) {
    listeners.forEach(listener -> listener.answered(request));
  }

  public void called(TargetCall call) {
    listeners.forEach(listener -> listener.called(call));
  }
}
