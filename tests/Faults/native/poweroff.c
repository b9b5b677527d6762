/* Shuts an ext4 down without flushing its log, as when the power goes: poweroff MOUNTPOINT (linux/fs/ext4, EXT4_IOC_SHUTDOWN). */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>

#define EXT4_IOC_SHUTDOWN _IOR('X', 125, uint32_t)
#define NO_LOG_FLUSH 2u

int main(int count, char **arguments) {
    uint32_t how = NO_LOG_FLUSH;
    int folder = count == 2 ? open(arguments[1], O_RDONLY) : -1;
    if (folder < 0 || ioctl(folder, EXT4_IOC_SHUTDOWN, &how)) {
        perror("poweroff");
        return 1;
    }
    return 0;
}
