package io.tessera.metering.internal;

import io.tessera.metering.Meter;
import io.tessera.metering.MeterSource;
import io.tessera.metering.Readings;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.OptionalDouble;
import javax.management.JMException;
import javax.management.MBeanServer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The Java machine and its process, by the names that others know. */
@Component(service = MeterSource.class)
public final class ProcessMeters implements MeterSource {
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;
  private static final Meter USED = Meter.gauge("jvm_memory_used_bytes", "Memory in use.", "area");
  private static final Meter MOST =
      Meter.gauge("jvm_memory_max_bytes", "Memory that may be used at most.", "area");
  private static final Meter COLLECTIONS =
      Meter.counter("jvm_gc_collections", "Collections of garbage.", "gc");
  private static final Meter COLLECTING =
      Meter.counter("jvm_gc_collection_seconds", "Time spent collecting garbage.", "gc");
  private static final Meter THREADS = Meter.gauge("jvm_threads_current", "Threads.");
  private static final Meter CLASSES =
      Meter.gauge("jvm_classes_currently_loaded", "Classes that are loaded.");
  private static final Meter CPU =
      Meter.counter("process_cpu_seconds", "Processor time the process has used.");
  private static final Meter CPU_SHARE =
      Meter.gauge("process_cpu_share", "Share of all processors in use lately, 0 to 1.");
  private static final Meter FILES =
      Meter.gauge("process_open_fds", "Files and connections that are open.");
  private static final Meter MOST_FILES =
      Meter.gauge("process_max_fds", "Files and connections that may be open at most.");
  private static final Meter STARTED =
      Meter.gauge("process_start_time_seconds", "When the process began, in seconds since 1970.");

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();

  @Activate
  public ProcessMeters() {}

  @Override
  public void tell(Readings readings) {
    area(readings, "heap", memory.getHeapMemoryUsage());
    area(readings, "nonheap", memory.getNonHeapMemoryUsage());
    for (GarbageCollectorMXBean collector : collectors) {
      readings.value(COLLECTIONS, Math.max(0, collector.getCollectionCount()), collector.getName());
      readings.value(
          COLLECTING, Math.max(0, collector.getCollectionTime()) / MILLIS, collector.getName());
    }
    readings.value(THREADS, threads.getThreadCount());
    readings.value(CLASSES, ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    readings.value(STARTED, ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
    system("ProcessCpuTime").ifPresent(nanos -> readings.value(CPU, nanos / NANOS));
    system("ProcessCpuLoad").ifPresent(share -> readings.value(CPU_SHARE, share));
    system("OpenFileDescriptorCount").ifPresent(files -> readings.value(FILES, files));
    system("MaxFileDescriptorCount").ifPresent(files -> readings.value(MOST_FILES, files));
  }

  private static void area(Readings readings, String area, MemoryUsage usage) {
    readings.value(USED, usage.getUsed(), area);
    if (usage.getMax() >= 0) {
      readings.value(MOST, usage.getMax(), area);
    }
  }

  /** Asked by name: not every Java tells all of it. */
  private OptionalDouble system(String attribute) {
    try {
      Object value =
          beans.getAttribute(
              ManagementFactory.getOperatingSystemMXBean().getObjectName(), attribute);
      return value instanceof Number number && number.doubleValue() >= 0
          ? OptionalDouble.of(number.doubleValue())
          : OptionalDouble.empty();
    } catch (JMException untold) {
      return OptionalDouble.empty();
    }
  }
}
