package io.sitehub.kpis.query;

import io.sitehub.kit.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks about many things at once. */
public final class Fanout implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Applies a question to every subject, in the order given. The first failure is thrown, and the
   * other questions are called off.
   */
  <S, T> List<T> each(List<S> subjects, Function<S, T> question) {
    if (subjects.size() == 1) {
      return List.of(question.apply(subjects.getFirst()));
    }
    List<Future<T>> futures = new ArrayList<>(subjects.size());
    try {
      for (S subject : subjects) {
        futures.add(threads.submit(() -> question.apply(subject)));
      }
      List<T> answers = new ArrayList<>(subjects.size());
      for (Future<T> future : futures) {
        answers.add(future.get());
      }
      return answers;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("This instance is stopping.", Duration.ofSeconds(1));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a question failed", failed.getCause());
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
