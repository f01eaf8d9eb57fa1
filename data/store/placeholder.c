/* The first source of this room takes the place of this file. */
typedef int fascia_room_is_empty;
