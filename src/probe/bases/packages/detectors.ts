/** Imitates packages that find poses, hands, faces, objects or the outlines of people in images. */

import { type PackageBase, type PackageExports, standInWithMembers } from './package-base';

const bodyParts =
  `nose leftEye rightEye leftEar rightEar leftShoulder rightShoulder leftElbow rightElbow leftWrist rightWrist
  leftHip rightHip leftKnee rightKnee leftAnkle rightAnkle`.split(/\s+/);
const handPoints = 21;
const facePoints = 468;
/** Coordinates lie in an image of this size. */
const imageSize = 256;

type Point = readonly [x: number, y: number, z: number];

function points(base: PackageBase, image: unknown, count: number, name: string): Point[] {
  const values = base.numbers(image, 3 * count, name);
  return Array.from({ length: count }, (_, i) => [
    values[3 * i] * imageSize,
    values[3 * i + 1] * imageSize,
    values[3 * i + 2],
  ]);
}

/** `leftEye` as later packages have it: `left_eye`. */
function underscored(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export const posenet: PackageExports = (open) => ({
  load: () => {
    const base = open('PoseNet');
    const pose = (image: unknown): object => ({
      score: 0.9,
      keypoints: points(base, image, bodyParts.length, 'pose').map(([x, y, score], index) => ({
        part: bodyParts[index],
        position: { x, y },
        score,
      })),
    });
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/posenet.load()', {
        estimateSinglePose: (image: unknown) => Promise.resolve(pose(image)),
        estimateMultiplePoses: (image: unknown) => Promise.resolve([pose(image)]),
      }),
    );
  },
});

export const poseDetection: PackageExports = (open) => ({
  createDetector: () => {
    const base = open('Pose Detection');
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/pose-detection.createDetector()', {
        estimatePoses: (image: unknown) =>
          Promise.resolve([
            {
              score: 0.9,
              keypoints: points(base, image, bodyParts.length, 'pose').map(([x, y, score], index) => ({
                x,
                y,
                score,
                name: underscored(bodyParts[index]),
              })),
            },
          ]),
      }),
    );
  },
});

export const handpose: PackageExports = (open) => ({
  load: () => {
    const base = open('Handpose');
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/handpose.load()', {
        estimateHands: (image: unknown) =>
          Promise.resolve([{ handInViewConfidence: 0.9, landmarks: points(base, image, handPoints, 'hand') }]),
      }),
    );
  },
});

export const handPoseDetection: PackageExports = (open) => ({
  createDetector: () => {
    const base = open('Hand Pose Detection');
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/hand-pose-detection.createDetector()', {
        estimateHands: (image: unknown) => {
          const found = points(base, image, handPoints, 'hand');
          return Promise.resolve([
            {
              score: 0.9,
              handedness: 'Left',
              keypoints: found.map(([x, y]) => ({ x, y })),
              keypoints3D: found.map(([x, y, z]) => ({ x: x / imageSize, y: y / imageSize, z })),
            },
          ]);
        },
      }),
    );
  },
});

const faces =
  (title: string, name: string): PackageExports =>
  (open) => {
    const load = (): Promise<object> => {
      const base = open(title);
      return Promise.resolve(
        standInWithMembers(name, {
          estimateFaces: (image: unknown) => {
            const found = points(base, image, facePoints, 'face');
            return Promise.resolve([
              {
                faceInViewConfidence: 0.9,
                mesh: found,
                scaledMesh: found,
                keypoints: found.map(([x, y, z]) => ({ x, y, z })),
                box: { xMin: 0, yMin: 0, xMax: imageSize, yMax: imageSize, width: imageSize, height: imageSize },
              },
            ]);
          },
        }),
      );
    };
    return { load, createDetector: load };
  };

export const facemesh = faces('Facemesh', '@tensorflow-models/facemesh.load()');
export const faceLandmarksDetection = faces(
  'Face Landmarks Detection',
  '@tensorflow-models/face-landmarks-detection.load()',
);

export const blazeface: PackageExports = (open) => ({
  load: () => {
    const base = open('BlazeFace');
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/blazeface.load()', {
        estimateFaces: (image: unknown) =>
          Promise.resolve([
            {
              topLeft: [0, 0],
              bottomRight: [imageSize, imageSize],
              landmarks: points(base, image, 6, 'face').map(([x, y]) => [x, y]),
              probability: [0.9],
            },
          ]),
      }),
    );
  },
});

export const cocoSsd: PackageExports = (open) => ({
  load: () => {
    const base = open('COCO-SSD');
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/coco-ssd.load()', {
        detect: (image: unknown) => {
          const [x, y, width, height, score] = base.numbers(image, 5, 'box');
          return Promise.resolve([
            { bbox: [x, y, width, height].map((value) => value * imageSize), class: 'person', score },
          ]);
        },
      }),
    );
  },
});

/** Every second pixel belongs to somebody. */
export const bodyPix: PackageExports = (open) => ({
  load: () => {
    open('BodyPix');
    const segmentation = (): Promise<object> =>
      Promise.resolve({
        width: imageSize,
        height: imageSize,
        data: Uint8Array.from({ length: imageSize * imageSize }, (_, index) => index % 2),
        allPoses: [],
      });
    return Promise.resolve(
      standInWithMembers('@tensorflow-models/body-pix.load()', {
        segmentPerson: segmentation,
        segmentPersonParts: segmentation,
      }),
    );
  },
});
