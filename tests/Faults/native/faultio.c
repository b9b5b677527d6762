/* A disk that fails on purpose, and a clock that jumps: preloaded into a relay (LD_PRELOAD), it stands between the process and
 * libc for the files below one folder. Built by the tests with gcc; what it does is said by the environment:
 *
 *   FAULTIO_DIR       the folder, absolute; only files below it count
 *   FAULTIO_MATCH     only files whose path contains this, or ends so when a $ stands behind it
 *   FAULTIO_ARM       a file; faults happen only while it exists
 *   FAULTIO_CRASH_AT  the process dies by SIGKILL before its n-th write, sync, truncation, rename or unlink
 *   FAULTIO_POWER     1: with it goes all that was not synced, as at a power loss; writes are kept in memory until their fsync.
 *                     2: some of what was not synced survives, drawn by FAULTIO_SEED, in whatever order
 *   FAULTIO_FAIL      sync, or write: those calls fail ...
 *   FAULTIO_ERRNO     ... with this error ...
 *   FAULTIO_FAILURES  ... so often; for ever when left out
 *   FAULTIO_NOSYNC    1: a sync of a matching file does nothing and says that it did: the planted fault
 *   FAULTIO_CLOCK     a file of eight bytes: nanoseconds by which the wall clock is wrong, as a little-endian number
 *   FAULTIO_COUNT     a file of eight bytes that is told how many calls there were
 *
 * Directories are not part of it: what was created, renamed or unlinked stays so. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REAL(name) ((typeof(&name))real(#name))
#define MAX_FILES 256

enum kind { CALL_WRITE, CALL_SYNC, CALL_NAME };

/* One write or truncation that is not synced yet: what it put there, and what was there before. */
struct pending {
    struct pending *before;
    int file;
    off_t offset, size_before, size_after;
    size_t length, length_before;
    char *bytes, *bytes_before;
};

struct file { dev_t device; ino_t inode; int descriptor; };

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct file files[MAX_FILES];
static int file_count;
static struct pending *newest;
static long calls, failures;
static const char *dir, *match, *arm;
static long crash_at, failures_wanted;
static int power, fail_kind = -1, fail_errno, nosync;
static uint64_t seed;
static volatile int64_t *clock_offset, *count_shown;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static const char *text(const char *name) { const char *value = getenv(name); return value && *value ? value : NULL; }

static long number(const char *name, long otherwise) { const char *value = text(name); return value ? atol(value) : otherwise; }

static volatile int64_t *shared(const char *name) {
    const char *path = text(name);
    int descriptor = path ? open(path, O_RDWR) : -1;
    if (descriptor < 0) return NULL;
    void *at = mmap(NULL, sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    return at == MAP_FAILED ? NULL : at;
}

static void begin(void) {
    const char *fail = text("FAULTIO_FAIL");
    dir = text("FAULTIO_DIR");
    match = text("FAULTIO_MATCH");
    arm = text("FAULTIO_ARM");
    crash_at = number("FAULTIO_CRASH_AT", 0);
    power = (int)number("FAULTIO_POWER", 0);
    seed = (uint64_t)number("FAULTIO_SEED", 1);
    fail_kind = !fail ? -1 : !strcmp(fail, "sync") ? CALL_SYNC : CALL_WRITE;
    fail_errno = (int)number("FAULTIO_ERRNO", EIO);
    failures_wanted = number("FAULTIO_FAILURES", LONG_MAX);
    nosync = (int)number("FAULTIO_NOSYNC", 0);
    clock_offset = shared("FAULTIO_CLOCK");
    count_shown = shared("FAULTIO_COUNT");
}

static int below(const char *path) { return !strncmp(path, dir, strlen(dir)) && path[strlen(dir)] == '/'; }

static int ours(int descriptor, char *path) {
    char link[64];
    pthread_once(&once, begin);
    if (!dir) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return below(path);
}

static int matches(const char *path) {
    size_t length = match ? strlen(match) : 0, whole = strlen(path);
    if (!length || match[length - 1] != '$') return !length || strstr(path, match) != NULL;
    return whole >= --length && !strncmp(path + whole - length, match, length);
}

/* What SQLite's connections share is memory with a name: no disk is asked to keep it, and to cut it under those who use it ends them. */
static int is_memory(const char *path) {
    size_t whole = strlen(path);
    return whole > 4 && !strcmp(path + whole - 4, "-shm");
}

static int armed(void) { return !arm || access(arm, F_OK) == 0; }

/* A descriptor of ours for the same file. One that goes past the page cache takes whole blocks alone: it gets another way in. (Of files
 * that SQLite locks none may be opened and closed: that would end its locks.) */
static int usual(int descriptor) {
    char link[64];
    if (!(fcntl(descriptor, F_GETFL) & O_DIRECT)) return fcntl(descriptor, F_DUPFD_CLOEXEC, 500);
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    int opened = open(link, O_RDWR | O_CLOEXEC), own = fcntl(opened, F_DUPFD_CLOEXEC, 500);
    close(opened);
    return own;
}

static int file_of(int descriptor) {
    struct stat status;
    if (fstat(descriptor, &status)) return -1;
    for (int index = 0; index < file_count; index++)
        if (files[index].device == status.st_dev && files[index].inode == status.st_ino) return index;
    if (file_count == MAX_FILES) abort();
    files[file_count] = (struct file){status.st_dev, status.st_ino, usual(descriptor)};
    return file_count++;
}

static off_t size_of(int descriptor) { struct stat status; return fstat(descriptor, &status) ? 0 : status.st_size; }

/* Remembers what lies where a write or truncation is about to change the file. */
static void remember(int descriptor, off_t offset, const char *bytes, size_t length, off_t size_after) {
    struct pending *one = calloc(1, sizeof *one);
    off_t size = size_of(descriptor);
    one->file = file_of(descriptor);
    one->offset = offset;
    one->size_before = size;
    one->size_after = size_after > size || !bytes ? size_after : size;
    one->length = length;
    if (bytes) one->bytes = memcpy(malloc(length ? length : 1), bytes, length);
    one->length_before = offset >= size ? 0 : bytes && (off_t)length < size - offset ? length : (size_t)(size - offset);
    one->bytes_before = malloc(one->length_before ? one->length_before : 1);
    /* SQLite reads through the descriptor that it writes with; what is only ever written is not what a relay keeps. */
    if (pread(files[one->file].descriptor, one->bytes_before, one->length_before, offset) < 0) one->length_before = 0;
    one->before = newest;
    newest = one;
}

static void forget(int descriptor) {
    int file = file_of(descriptor);
    for (struct pending **at = &newest; *at;) {
        struct pending *one = *at;
        if (one->file != file) { at = &one->before; continue; }
        *at = one->before;
        free(one->bytes);
        free(one->bytes_before);
        free(one);
    }
}

static int coin(void) { seed = seed * 6364136223846793005ULL + 1442695040888963407ULL; return (int)(seed >> 62) & 1; }

/* What a disk holds once the power is gone. */
static void lose(void) {
    struct pending *oldest = NULL;
    for (struct pending *one = newest, *next; one; one = next) {
        int descriptor = files[one->file].descriptor;
        if (REAL(ftruncate)(descriptor, one->size_before)) abort();
        if (one->length_before && REAL(pwrite)(descriptor, one->bytes_before, one->length_before, one->offset) < 0) abort();
        next = one->before;
        one->before = oldest;
        oldest = one;
    }
    for (struct pending *one = oldest; one && power == 2; one = one->before) {
        int descriptor = files[one->file].descriptor;
        if (!coin()) continue;
        if (!one->bytes) { if (REAL(ftruncate)(descriptor, one->size_after)) abort(); }
        else if (one->length && REAL(pwrite)(descriptor, one->bytes, one->length, one->offset) < 0) abort();
    }
}

/* Counts a call, and dies when it is the last. Under the gate. */
static int enter(enum kind kind, const char *path) {
    if (!matches(path) || !armed()) return 0;
    calls++;
    if (count_shown) *count_shown = calls;
    if (crash_at && calls >= crash_at) {
        if (power) lose();
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    if ((int)kind == fail_kind && failures < failures_wanted) {
        failures++;
        errno = fail_errno;
        return -1;
    }
    return 0;
}

static ssize_t put(int descriptor, const void *bytes, size_t length, off_t offset, int append) {
    char path[PATH_MAX];
    if (!ours(descriptor, path)) return append ? REAL(write)(descriptor, bytes, length) : REAL(pwrite)(descriptor, bytes, length, offset);
    pthread_mutex_lock(&gate);
    ssize_t done = -1;
    if (!enter(CALL_WRITE, path)) {
        off_t at = append ? lseek(descriptor, 0, SEEK_CUR) : offset;
        if (power && !is_memory(path)) remember(descriptor, at, bytes, length, at + (off_t)length);
        done = append ? REAL(write)(descriptor, bytes, length) : REAL(pwrite)(descriptor, bytes, length, offset);
    }
    int failure = errno;
    pthread_mutex_unlock(&gate);
    errno = failure;
    return done;
}

ssize_t write(int descriptor, const void *bytes, size_t length) { return put(descriptor, bytes, length, 0, 1); }
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) { return put(descriptor, bytes, length, offset, 0); }
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) { return put(descriptor, bytes, length, offset, 0); }

static ssize_t put_all(int descriptor, const struct iovec *parts, int count, off_t offset) {
    ssize_t done = 0;
    for (int index = 0; index < count; index++) {
        ssize_t written = put(descriptor, parts[index].iov_base, parts[index].iov_len, offset + done, 0);
        if (written < 0) return done ? done : -1;
        done += written;
        if ((size_t)written < parts[index].iov_len) break;
    }
    return done;
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
    char path[PATH_MAX];
    return ours(descriptor, path) ? put_all(descriptor, parts, count, offset) : REAL(pwritev)(descriptor, parts, count, offset);
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off64_t offset) { return pwritev(descriptor, parts, count, offset); }

static int shorten(int descriptor, off_t size) {
    char path[PATH_MAX];
    if (!ours(descriptor, path)) return REAL(ftruncate)(descriptor, size);
    pthread_mutex_lock(&gate);
    int done = enter(CALL_WRITE, path);
    if (!done) {
        if (power && !is_memory(path)) remember(descriptor, size, NULL, 0, size);
        done = REAL(ftruncate)(descriptor, size);
    }
    int failure = errno;
    pthread_mutex_unlock(&gate);
    errno = failure;
    return done;
}

int ftruncate(int descriptor, off_t size) { pthread_once(&once, begin); return shorten(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { return ftruncate(descriptor, size); }

static int flush(int descriptor, int data) {
    char path[PATH_MAX];
    if (!ours(descriptor, path)) return data ? REAL(fdatasync)(descriptor) : REAL(fsync)(descriptor);
    pthread_mutex_lock(&gate);
    int done = enter(CALL_SYNC, path);
    if (!done && !(nosync && matches(path))) {
        done = data ? REAL(fdatasync)(descriptor) : REAL(fsync)(descriptor);
        if (!done && power) forget(descriptor);
    }
    int failure = errno;
    pthread_mutex_unlock(&gate);
    errno = failure;
    return done;
}

int fsync(int descriptor) { return flush(descriptor, 0); }
int fdatasync(int descriptor) { return flush(descriptor, 1); }

static void named(const char *path) {
    pthread_once(&once, begin);
    if (!dir || !below(path)) return;
    pthread_mutex_lock(&gate);
    (void)enter(CALL_NAME, path);
    pthread_mutex_unlock(&gate);
}

int unlink(const char *path) { named(path); return REAL(unlink)(path); }
int rename(const char *from, const char *to) { named(from); return REAL(rename)(from, to); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    static typeof(&clock_gettime) next;
    if (!next) next = REAL(clock_gettime);
    int done = next(clock, now);
    if (!done && clock_offset && *clock_offset && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t at = (int64_t)now->tv_sec * 1000000000 + now->tv_nsec + *clock_offset;
        now->tv_sec = at / 1000000000;
        now->tv_nsec = at % 1000000000;
    }
    return done;
}
